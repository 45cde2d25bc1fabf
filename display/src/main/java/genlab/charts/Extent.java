package genlab.charts;

/** From the smallest to the largest of the numbers seen. */
final class Extent {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;

    static Extent of(double... values) {
        return new Extent().with(values);
    }

    /** Widens it; what is not finite widens nothing. */
    Extent with(double... values) {
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return this;
    }

    double size() {
        return high - low;
    }

    /** With a margin on both sides. */
    double[] range() {
        double margin = size() > 0 ? 0.04 * size() : Math.max(1e-3, 0.05 * Math.abs(low));
        return new double[] {low - margin, high + margin};
    }
}
