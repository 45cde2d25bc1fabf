package genlab.nn.fast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest {
    /** The limits, to the number: products are cut where small ones are faster than a whole. */
    @ParameterizedTest
    @CsvSource({
        "100, 100, 100, false, false, true",
        "100, 101, 100, false, false, false",
        "400, 100, 400, false, false, false",
        "400, 101, 400, false, false, true",
        "16, 10000, 16, false, false, true",
        "16, 10000, 17, false, false, false",
        "17, 10000, 16, false, false, false",
        "30, 800, 40, true, false, true",
        "1201, 800, 1, true, false, false",
        "1201, 800, 1, false, false, true",
        "1201, 800, 1, true, true, true",
    })
    void productsOfAMiddlingSizeAreCut(
            int rows,
            int inner,
            int columns,
            boolean transposedA,
            boolean transposedB,
            boolean whole) {
        Block a = factor(rows, inner, transposedA);
        Block b = factor(inner, columns, transposedB);
        assertEquals(whole, Block.of(null, rows, columns).isPiece(a, b));
    }

    private static Block factor(int rows, int columns, boolean transposed) {
        return transposed
                ? Block.of(null, columns, rows).transpose()
                : Block.of(null, rows, columns);
    }

    @Test
    void piecesOfACutProductAreThoseOfTheWhole() {
        int size = 32; // two vectors of the processor: the smallest that is cut
        int inner = 2000;
        float[] a = new float[size * inner];
        float[] b = new float[inner * size];
        Random random = new Random(1);
        for (int i = 0; i < a.length; i++) {
            a[i] = random.nextInt(7) - 3; // whole numbers, so that every order of sums is exact
            b[i] = random.nextInt(7) - 3;
        }
        float[] c = new float[size * size];
        try (FloatPointer left = new FloatPointer(a);
                FloatPointer right = new FloatPointer(b);
                FloatPointer result = new FloatPointer(c)) {
            Block product = Block.of(result, size, size);
            product.product(Block.of(left, size, inner), Block.of(right, inner, size), false);
            product.product(Block.of(left, size, inner), Block.of(right, inner, size), true);
            result.get(c);
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                float sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum += a[k * size + i] * b[j * inner + k];
                }
                assertEquals(2 * sum, c[j * size + i]);
            }
        }
    }
}
