package genlab.nn.fast;

/**
 * Loops over whole arrays, each short and in a method of its own, the same index in every array, no
 * branches and no calls that can't be inlined: HotSpot turns those into vector instructions.
 */
public final class Loops {
    /** Numbers from which on a loop is worth a second thread. */
    private static final int WORTH_A_THREAD = 20_000;

    private Loops() {}

    /** A loop over a range of indices. */
    @FunctionalInterface
    public interface Range {
        /** The indices from the first to the one before {@code to}. */
        void from(int from, int to);
    }

    /** Runs a loop over all indices below a length, a long one in several threads. */
    public static void over(int length, Range loop) {
        WorkerThreads.shareRanges(length, 1 + length / WORTH_A_THREAD, loop);
    }

    /** a + b. */
    public static void add(float[] a, float[] b, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] + b[i];
        }
    }

    /** a - b. */
    public static void subtract(float[] a, float[] b, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
    }

    /** a b. */
    public static void multiply(float[] a, float[] b, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] * b[i];
        }
    }

    /** a / b. */
    public static void divide(float[] a, float[] b, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] / b[i];
        }
    }

    /** a + term. */
    public static void shift(float[] a, float term, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] + term;
        }
    }

    /** factor a. */
    public static void scale(float[] a, float factor, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] * factor;
        }
    }

    /** Adds to a sum. */
    public static void addTo(float[] sum, float[] terms) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += terms[i];
        }
    }

    /** Adds a range of numbers to a range of a sum. */
    public static void addTo(float[] sum, int to, float[] terms, int from, int length) {
        for (int i = 0; i < length; i++) {
            sum[to + i] += terms[from + i];
        }
    }

    /** The sum of a range, in four chains of doubles that don't wait for each other. */
    public static double sum(float[] terms, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            a += terms[i];
            b += terms[i + 1];
            c += terms[i + 2];
            d += terms[i + 3];
        }
        for (; i < to; i++) {
            a += terms[i];
        }
        return a + b + (c + d);
    }

    /** The sum of the products (a - middleOfA) (b - middleOfB) over a range, in four chains too. */
    public static double sumOfProducts(
            float[] a, float middleOfA, float[] b, float middleOfB, int from, int to) {
        double p = 0;
        double q = 0;
        double r = 0;
        double s = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            p += (a[i] - middleOfA) * (b[i] - middleOfB);
            q += (a[i + 1] - middleOfA) * (b[i + 1] - middleOfB);
            r += (a[i + 2] - middleOfA) * (b[i + 2] - middleOfB);
            s += (a[i + 3] - middleOfA) * (b[i + 3] - middleOfB);
        }
        for (; i < to; i++) {
            p += (a[i] - middleOfA) * (b[i] - middleOfB);
        }
        return p + q + (r + s);
    }

    /** factor (a - middle) + term over a range. */
    public static void line(
            float[] a, float middle, float factor, float term, float[] result, int from, int to) {
        for (int i = from; i < to; i++) {
            result[i] = (a[i] - middle) * factor + term;
        }
    }

    /** factorOfA a + factorOfB (b - middle) + term over a range. */
    public static void plane(
            float[] a,
            float factorOfA,
            float[] b,
            float middle,
            float factorOfB,
            float term,
            float[] result,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            result[i] = a[i] * factorOfA + ((b[i] - middle) * factorOfB + term);
        }
    }
}
