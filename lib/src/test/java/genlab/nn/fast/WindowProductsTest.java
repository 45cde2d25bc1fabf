package genlab.nn.fast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowProductsTest {
    private static final int N = 5;

    /** Where a tap at a place meets a pixel, one channel and sample. */
    private interface Meeting {
        void of(int picture, int input, int row);
    }

    /** Every meeting, by loops over all that there is. */
    private static void each(Window w, Meeting meeting) {
        for (int channel = 0; channel < w.channels(); channel++) {
            for (int tap = 0; tap < w.taps(); tap++) {
                for (int place = 0; place < w.places(); place++) {
                    int y = place / w.columns() * w.stride() + tap / w.size() - w.padding();
                    int x = place % w.columns() * w.stride() + tap % w.size() - w.padding();
                    if (y < 0 || x < 0 || y >= w.height() || x >= w.width()) {
                        continue;
                    }
                    int pixel = (channel * w.height() + y) * w.width() + x;
                    for (int s = 0; s < w.samples(); s++) {
                        int picture = pixel * w.samples() + s;
                        int row = place * w.samples() + s;
                        meeting.of(picture, channel * w.taps() + tap, row);
                    }
                }
            }
        }
    }

    private static float[] normal(int length, Random random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void assertClose(double[] expected, float[] actual, String what) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-4 * (10 + Math.abs(expected[i])), what);
        }
    }

    private static void check(Window w, boolean inputsFirst, Random random) {
        int rows = w.places() * w.samples();
        float[] pictures = normal(w.channels() * w.pixels() * w.samples(), random);
        float[] weights = normal(w.inputs() * N, random);
        float[] bias = normal(N, random);
        float[] a = normal(rows * N, random);
        double[] y = new double[rows * N];
        double[] ofPictures = new double[pictures.length];
        double[] ofWeights = new double[weights.length];
        for (int j = 0; j < N; j++) {
            int column = j;
            Arrays.fill(y, j * rows, (j + 1) * rows, bias[j]);
            each(
                    w,
                    (picture, input, row) -> {
                        int weight = inputsFirst ? column * w.inputs() + input : input * N + column;
                        int at = column * rows + row;
                        y[at] += (double) pictures[picture] * weights[weight];
                        ofPictures[picture] += (double) a[at] * weights[weight];
                        ofWeights[weight] += (double) pictures[picture] * a[at];
                    });
        }
        WindowProducts products = new WindowProducts(w, inputsFirst, N);
        String what = w + (inputsFirst ? ", inputs first" : "");
        float[] result = new float[rows * N];
        products.gathered(pictures, weights, bias, result);
        assertClose(y, result, what);
        float[] scattered = new float[pictures.length];
        products.scattered(a, weights, scattered);
        assertClose(ofPictures, scattered, what);
        float[] sum = new float[weights.length];
        products.addToWeight(pictures, a, sum);
        assertClose(ofWeights, sum, what);
    }

    /** Odd and even sizes, every padding, one channel and more, few samples and many. */
    @Test
    void productsAreThoseOfLoops() {
        Random random = new Random(1);
        for (int size = 1; size <= 5; size++) {
            for (int padding = 0; padding < size; padding++) {
                for (int stride = 1; stride <= 3; stride++) {
                    boolean inputsFirst = (size + padding + stride) % 2 == 0;
                    check(new Window(3, 7, 10, size, stride, padding, 3), inputsFirst, random);
                    check(new Window(1, 9, 6, size, stride, padding, 3), inputsFirst, random);
                }
            }
        }
        check(new Window(20, 9, 7, 3, 1, 1, 130), true, random);
        check(new Window(3, 5, 6, 4, 2, 1, 1100), false, random);
    }

    /** As a batch grows, so do buffers; what another one left in them must not matter. */
    @Test
    void productsLeaveNothingBehind() {
        Random random = new Random(2);
        check(new Window(6, 8, 8, 3, 1, 1, 40), true, random);
        check(new Window(2, 4, 5, 4, 2, 1, 2), true, random);
    }
}
