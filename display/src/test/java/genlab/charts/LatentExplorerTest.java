package genlab.charts;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Activation;
import genlab.nn.Dense;
import genlab.nn.LeakyRelu;
import genlab.nn.Matrix;
import genlab.nn.Network;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatentExplorerTest {
    private static final Matrix CODES = Matrix.zeros(4, 2);
    private static final int[] LABELS = {0, 1, 2, 3};

    @Test
    void aDecoderOfUsualSizeTakesLessThanHalfAMegabyte() {
        Random random = new Random(1);
        Network decoder =
                new Network(
                        new Dense(2, 400, random),
                        Activation.RELU,
                        new Network(new Dense(400, 784, random), Activation.SIGMOID));
        String html = LatentExplorer.of(decoder, CODES, LABELS).html();
        assertTrue(html.length() < 500_000, "takes " + html.length());
    }

    @Test
    void whatCannotTravelIsRejected() {
        Random random = new Random(1);
        assertMessage(
                "must be a network of dense layers",
                new Network(new Dense(2, 784, random), new LeakyRelu(0.2)));
        assertMessage(
                "must take at most 1000000 characters",
                new Network(new Dense(2, 1000, random), new Dense(1000, 784, random)));
        assertMessage("must be square", new Network(new Dense(2, 700, random)));
        assertThrows(
                IllegalArgumentException.class,
                () -> LatentExplorer.of(Gallery.decoder(2), CODES, new int[3]));
    }

    private static void assertMessage(String part, Network decoder) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> LatentExplorer.of(decoder, CODES, LABELS))
                        .getMessage();
        assertTrue(message.contains(part), message);
    }
}
