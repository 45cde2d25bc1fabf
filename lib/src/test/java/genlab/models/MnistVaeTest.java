package genlab.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.data.Mnist;
import genlab.data.MnistTest;
import genlab.nn.Matrix;
import genlab.sampling.Randoms;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class MnistVaeTest {
    /**
     * PyTorch's 784-400-20 model, batch 128, Adam at 0.001, trained on the first 8,000 of MNIST's
     * test images: 124.3 to 126.0 nats on the other 2,000 after 10 epochs, over three seeds.
     */
    private static final double PYTORCH = 125.15;

    @Test
    void heldOutLossIsThatOfPyTorch() throws IOException {
        Matrix images = Mnist.DIGITS.test(MnistTest.realFolder()).images();
        Matrix train = images.rows(0, 8_000);
        Matrix heldOut = images.rows(8_000, 10_000);
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
}
