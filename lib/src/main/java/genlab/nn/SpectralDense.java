package genlab.nn;

import java.util.Arrays;
import java.util.List;

/**
 * A dense layer whose weight is divided by its largest singular value, so that it never stretches a
 * difference (Miyato et al., Spectral Normalization for Generative Adversarial Networks, 2018,
 * algorithm 1).
 *
 * <p>The singular value s = u W vᵀ and its vectors come from power iteration, which goes on from
 * where the last forward pass left it, until s changes by less than one in 10,000 (the paper makes
 * one iteration). The gradient goes through s too: with G the gradient with respect to W / s, that
 * with respect to W is (G - (G · W / s) uᵀ v) / s.
 */
public final class SpectralDense implements Layer {
    private static final int MOST_ITERATIONS = 100;
    private static final double TOLERANCE = 1e-4;

    private final Dense dense;
    private final double[] u;
    private final double[] v;

    /**
     * Spectral normalisation of a layer.
     *
     * @param dense the layer whose weight and bias are learned
     */
    public SpectralDense(Dense dense) {
        this.dense = dense;
        Matrix w = dense.weight().value();
        u = new double[w.rows()];
        v = new double[w.columns()];
        // no symmetry that a weight could have by accident
        for (int i = 0; i < v.length; i++) {
            v[i] = 1 + Math.sin(1 + i * i);
        }
    }

    @Override
    public Pass forward(Pass x) {
        Matrix input = x.matrix();
        Matrix w = dense.weight().value();
        Dense.checkFeatures(input, w);
        double s = largestSingularValue(w);
        double[] left = u.clone();
        double[] right = v.clone();
        Matrix normalized = w.copy();
        float[] values = normalized.values();
        float factor = (float) (1 / s);
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return x.then(
                Products.affine(input, normalized, dense.bias().value()),
                gradient -> {
                    Matrix ofNormalized = Matrix.zeros(left.length, right.length);
                    Matrix ofInput =
                            Products.back(
                                    input,
                                    gradient,
                                    normalized,
                                    ofNormalized,
                                    dense.bias().sum(),
                                    x.needsGradient());
                    addThroughNorm(ofNormalized.values(), values, left, right, s);
                    return ofInput;
                });
    }

    /** From the gradient with respect to W / s to that with respect to W. */
    private void addThroughNorm(
            float[] g, float[] normalized, double[] left, double[] right, double s) {
        double dot = 0;
        for (int i = 0; i < g.length; i++) {
            dot += (double) g[i] * normalized[i];
        }
        float[] sum = dense.weight().sum().values();
        for (int j = 0; j < right.length; j++) {
            for (int i = 0; i < left.length; i++) {
                int at = j * left.length + i;
                sum[at] += (float) ((g[at] - dot * left[i] * right[j]) / s);
            }
        }
    }

    private double largestSingularValue(Matrix w) {
        int rows = w.rows();
        float[] values = w.values();
        double s = 0;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            Arrays.fill(u, 0);
            for (int j = 0; j < v.length; j++) {
                for (int i = 0; i < rows; i++) {
                    u[i] += values[j * rows + i] * v[j];
                }
            }
            normalize(u);
            for (int j = 0; j < v.length; j++) {
                double dot = 0;
                for (int i = 0; i < rows; i++) {
                    dot += values[j * rows + i] * u[i];
                }
                v[j] = dot;
            }
            double last = s;
            s = normalize(v);
            if (Math.abs(s - last) <= TOLERANCE * s) {
                break;
            }
        }
        if (!(s > 0)) {
            throw new IllegalStateException(
                    "the weight must have a singular value above 0, but its largest is "
                            + s
                            + "; start from random weights");
        }
        return s;
    }

    /** Divides a vector by its length, and returns the length. */
    private static double normalize(double[] vector) {
        double square = 0;
        for (double element : vector) {
            square += element * element;
        }
        double length = Math.sqrt(square);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= Math.max(length, 1e-30);
        }
        return length;
    }

    @Override
    public List<Parameter> parameters() {
        return dense.parameters();
    }
}
