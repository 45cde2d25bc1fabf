package genlab.nn;

/**
 * A weight divided by its largest singular value (Miyato et al., Spectral Normalization for
 * Generative Adversarial Networks, 2018, algorithm 1).
 *
 * <p>The singular value s = u W vᵀ and its vectors come from power iteration, which starts from
 * where the last pass of training left it, until s changes by less than one in ten million (the
 * paper makes one iteration): a weight divided by it stretches by 1.001 at most, the tests say. The
 * gradient goes through s too: with G the gradient with respect to W / s, that with respect to W is
 * (G - (G · W / s) uᵀ v) / s.
 */
final class SpectralWeight {
    private static final int MOST_ITERATIONS = 2_000;
    private static final double TOLERANCE = 1e-7;

    private final Parameter weight;

    /** The right singular vector, {@code [1, outputs]}. */
    private final Parameter rightVector;

    SpectralWeight(Parameter weight) {
        this.weight = weight;
        int outputs = weight.value().columns();
        Matrix start = Matrix.zeros(1, outputs);
        // no symmetry that a weight could have by accident
        for (int i = 0; i < outputs; i++) {
            start.set(0, i, 1 + Math.sin(1 + (double) i * i));
        }
        this.rightVector = Parameter.statistic("singular vector", start);
    }

    /** What it remembers. */
    Parameter rightVector() {
        return rightVector;
    }

    /** W / s; a pass of training remembers the singular vector. */
    Pass pass(boolean training) {
        Matrix w = weight.value();
        SingularValue largest = SingularValue.largest(w, rightVector.value());
        if (training) {
            System.arraycopy(
                    largest.right.values(), 0, rightVector.value().values(), 0, w.columns());
        }
        Matrix result = w.dividedBy(largest.value);
        return weight.pass()
                .then(
                        result,
                        g -> {
                            double along = g.times(result).sum();
                            Matrix ofValue = largest.left.matmul(largest.right).times(along);
                            return g.minus(ofValue).dividedBy(largest.value);
                        });
    }

    /**
     * @param left {@code [inputs, 1]}, of length 1
     * @param right {@code [1, outputs]}, of length 1
     */
    private record SingularValue(double value, Matrix left, Matrix right) {
        static SingularValue largest(Matrix w, Matrix start) {
            Matrix transposed = w.transpose();
            Matrix v = start.transpose();
            double s = 0;
            for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
                Matrix u = unit(w.matmul(v));
                Matrix stretched = transposed.matmul(u);
                double last = s;
                s = length(stretched);
                if (!(s > 0)) {
                    break;
                }
                v = stretched.dividedBy(s);
                if (Math.abs(s - last) <= TOLERANCE * s) {
                    return new SingularValue(s, u, v.transpose());
                }
            }
            Require.that(
                    s > 0,
                    "a weight must have a singular value above 0, but its largest is %s; start from"
                            + " random weights",
                    s);
            return new SingularValue(s, unit(w.matmul(v)), v.transpose());
        }

        private static double length(Matrix vector) {
            double square = 0;
            for (float element : vector.values()) {
                square += (double) element * element;
            }
            return Math.sqrt(square);
        }

        private static Matrix unit(Matrix vector) {
            return vector.dividedBy(Math.max(length(vector), 1e-30));
        }
    }
}
