package genlab.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import genlab.nn.Matrix;
import genlab.sampling.Mnist;
import genlab.sampling.Randoms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MnistVaeTest {
    /**
     * PyTorch's 784-400-20 model, batch 128, Adam at 0.001, trained on the first 8,000 of MNIST's
     * test images: 124.3 to 126.0 nats on the other 2,000 after 10 epochs, over three seeds.
     */
    private static final double PYTORCH = 125.15;

    @Test
    void heldOutLossIsThatOfPyTorch() throws IOException {
        Matrix images = Mnist.DIGITS.test(folder()).images();
        Matrix train = images.rows(IntStream.range(0, 8_000).toArray());
        Matrix heldOut = images.rows(IntStream.range(8_000, 10_000).toArray());
        double sum = 0;
        for (int seed = 1; seed <= 3; seed++) {
            RandomGenerator random = Randoms.seeded(seed);
            Vae vae = Vae.builder(784, 20).hidden(400).build(random);
            vae.train(train, 10);
            double loss = vae.evaluate(heldOut).negative();
            System.out.printf("MNIST, seed %d: %.2f nats after 10 epochs%n", seed, loss);
            sum += loss;
        }
        assertEquals(PYTORCH, sum / 3, 1);
    }

    private static Path folder() {
        String named = System.getenv("GENLAB_MNIST");
        return Stream.of(
                        named == null ? "" : named,
                        "../shared/data/mnist",
                        "../../shared/data/mnist")
                .map(Path::of)
                .filter(path -> Files.exists(path.resolve("t10k-images-idx3-ubyte.gz")))
                .findFirst()
                .orElseGet(
                        () -> {
                            String reason =
                                    "skipped: no MNIST files; set GENLAB_MNIST to their folder";
                            System.out.println(reason);
                            return abort(reason);
                        });
    }
}
