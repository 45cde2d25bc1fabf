package genlab.nn.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Activation;
import genlab.nn.Adam;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Sgd;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {
    private static Matrix normal(int rows, int columns, Random random) {
        Matrix result = Matrix.zeros(rows, columns);
        for (int i = 0; i < result.values().length; i++) {
            result.values()[i] = (float) random.nextGaussian();
        }
        return result;
    }

    /** The sum of products in doubles, straight from the definition. */
    private static Matrix exact(Matrix a, Matrix b) {
        Matrix result = Matrix.zeros(a.rows(), b.columns());
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < b.columns(); j++) {
                double sum = 0;
                for (int k = 0; k < a.columns(); k++) {
                    sum += (double) a.get(i, k) * b.get(k, j);
                }
                result.set(i, j, sum);
            }
        }
        return result;
    }

    private static void assertClose(Matrix expected, Matrix actual, int terms) {
        assertEquals(expected.shape(), actual.shape());
        for (int i = 0; i < expected.values().length; i++) {
            double tolerance = 1e-5 * Math.sqrt(terms) + 1e-5 * Math.abs(expected.values()[i]);
            assertEquals(expected.values()[i], actual.values()[i], tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 500, 10",
        "3, 7, 2",
        "500, 1, 5",
        "500, 5, 5",
        "500, 5, 1",
        "64, 2, 128",
        "512, 2, 128",
        "512, 128, 1",
        "512, 130, 4",
        "513, 4, 40",
        "128, 200, 100",
        "512, 128, 128",
        "1200, 70, 45",
        "130, 784, 33"
    })
    void productsOfEverySizeAreRight(int rows, int inner, int columns) {
        Random random = new Random(1);
        Matrix x = normal(rows, inner, random);
        Matrix w = normal(inner, columns, random);
        Matrix b = normal(1, columns, random);
        Matrix g = normal(rows, columns, random);

        Matrix y = exact(x, w);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y.set(i, j, y.get(i, j) + b.get(0, j));
            }
        }
        Matrix product = Matrix.zeros(rows, columns);
        int[] visits = new int[rows * columns];
        Products.affine(
                x.values(),
                rows,
                inner,
                w.values(),
                columns,
                b.values(),
                product.values(),
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        visits[i]++;
                    }
                });
        assertClose(y, product, inner);
        assertTrue(IntStream.of(visits).allMatch(count -> count == 1), "each part once");

        Matrix sumOfW = Matrix.filled(inner, columns, 0.5);
        Matrix sumOfB = Matrix.filled(1, columns, -0.5);
        Matrix ofInput = Matrix.zeros(rows, inner);
        Products.back(
                x.values(),
                g.values(),
                w.values(),
                rows,
                inner,
                columns,
                sumOfW.values(),
                sumOfB.values(),
                ofInput.values(),
                (from, to) -> {});
        assertClose(exact(g, w.transpose()), ofInput, columns);
        Matrix expected = exact(x.transpose(), g);
        for (int i = 0; i < expected.values().length; i++) {
            expected.values()[i] += 0.5f;
        }
        assertClose(expected, sumOfW, rows);
        Matrix sums = exact(Matrix.filled(1, rows, 1), g);
        for (int i = 0; i < columns; i++) {
            sums.values()[i] -= 0.5f;
        }
        assertClose(sums, sumOfB, rows);
    }

    /** The limits, to the number. */
    @ParameterizedTest
    @CsvSource({
        "5000, 4, 1, true",
        "5000, 1, 4, true",
        "4999, 4, 4, false",
        "5000, 4, 4, true",
        "5000, 5, 4, true",
        "5000, 5, 5, false"
    })
    void narrowWeightsOfLargeBatchesAreMultipliedInLoops(
            int rows, int inputs, int outputs, boolean here) {
        assertEquals(here, NarrowProducts.suit(rows, inputs, outputs));
    }

    /** OpenBLAS's sums depend on where its groups of four columns begin. */
    @ParameterizedTest
    @CsvSource({"1, 2", "4, 3", "37, 2", "90, 5", "128, 2", "128, 7"})
    void threadsTakeColumnsInFours(int columns, int of) {
        int next = 0;
        for (int number = 0; number < of; number++) {
            Products.Part part = new Products.Part(number, of);
            assertEquals(next, part.from(columns));
            assertTrue(
                    number == of - 1 || part.to(columns) % 4 == 0 || part.to(columns) == columns);
            next = part.to(columns);
        }
        assertEquals(columns, next);
    }

    private static List<float[]> trained() {
        Random random = new Random(3);
        Network network =
                Network.mlp(Activation.TANH, Activation.IDENTITY, random, 100, 256, 256, 10);
        Optimizer adam = new Adam(network.parameters(), 1e-3);
        Matrix x = normal(256, 100, random);
        Matrix target = normal(256, 10, random);
        for (int step = 0; step < 5; step++) {
            adam.zeroGradients();
            Losses.meanSquaredError().of(network.forward(x), target).backward();
            adam.step();
        }
        return network.parameters().stream().map(p -> p.value().values()).toList();
    }

    @Test
    void sameSeedGivesTheSameBits() {
        List<float[]> once = trained();
        List<float[]> again = trained();
        for (int p = 0; p < once.size(); p++) {
            assertArrayEquals(once.get(p), again.get(p));
        }
    }

    @Test
    void threadsDoNotDisturbEachOther() {
        List<float[]> alone = trained();
        List<List<float[]>> together =
                IntStream.range(0, 3).parallel().mapToObj(i -> trained()).toList();
        for (List<float[]> one : together) {
            for (int p = 0; p < alone.size(); p++) {
                assertArrayEquals(alone.get(p), one.get(p));
            }
        }
    }

    @Tag("slow")
    @Test
    void memoryOutsideOfTheHeapStaysFlat() {
        Random random = new Random(1);
        Network network = Network.mlp(Activation.TANH, Activation.IDENTITY, random, 1, 5, 5, 1);
        Optimizer sgd = new Sgd(network.parameters(), 1e-3, 0.9);
        Matrix x = normal(500, 1, random);
        long after = 0;
        // as many steps as the 50-line GAN makes in 500 epochs
        for (int step = 0; step < 20_000; step++) {
            sgd.zeroGradients();
            Losses.meanSquaredError().of(network.forward(x), x).backward();
            sgd.step();
            if (step == 100) {
                after = Pointer.totalBytes();
            }
        }
        assertTrue(after > 0);
        assertTrue(Pointer.totalBytes() <= after, "JavaCPP has more bytes outside of the heap");
    }
}
