package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Require;

/**
 * Times as a network sees them: sines, then cosines, of frequencies from 1 down to 1/10,000
 * (Vaswani et al., Attention Is All You Need, 2017, section 3.5).
 */
public final class TimeEmbedding {
    private static final double SLOWEST = 10_000;

    private TimeEmbedding() {}

    /**
     * sin(t / 10000^(i / half)), then cos of the same, for i from 0 to half - 1, half = size / 2.
     *
     * @param size the number of columns, even
     * @param times a time for each row
     * @return {@code [times, size]}
     */
    public static Matrix of(int size, double... times) {
        checkedSize(size);
        Require.finite("times", 1, times);
        int rows = times.length;
        int half = size / 2;
        Matrix result = Matrix.zeros(rows, size);
        float[] values = result.values();
        for (int i = 0; i < half; i++) {
            double frequency = Math.pow(SLOWEST, -(double) i / half);
            for (int row = 0; row < rows; row++) {
                values[i * rows + row] = (float) Math.sin(frequency * times[row]);
                values[(half + i) * rows + row] = (float) Math.cos(frequency * times[row]);
            }
        }
        return result;
    }

    static int checkedSize(int size) {
        Require.that(
                size >= 2 && size <= 4096 && size % 2 == 0,
                "the size of a time embedding must be even and in [2, 4096], but was %d; try 16",
                size);
        return size;
    }
}
