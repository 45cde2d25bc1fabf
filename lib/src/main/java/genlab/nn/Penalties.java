package genlab.nn;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Losses of how steep a discriminator is.
 *
 * <p>With g the gradient of a row's score with respect to the row, both penalties are a mean over
 * rows of f(|g|), and their gradient with respect to the parameters is the mean of u
 * dg/dparameters, where u = f'(|g|) g / |g|. That is the derivative of the parameters' ordinary
 * gradient along u: the difference of two backward passes, at x + h u and at x - h u, divided by
 * 2h. Nothing has to be differentiated twice.
 */
public final class Penalties {
    /** The largest move of a sample, in units of its largest feature. */
    private static final double STEP = 1e-2;

    private Penalties() {}

    /**
     * The gradient penalty of a Wasserstein GAN: the mean over rows of (|g| - 1)^2 (Gulrajani et
     * al., Improved Training of Wasserstein GANs, 2017, equation 3). Its usual weight is 10.
     *
     * @param critic the network that gives each row one score
     * @param x where the slope is looked at, {@code [batch, features]}; usually {@link #between}
     *     data and generated samples
     * @return the penalty, whose way back adds to the critic's parameters only
     */
    public static Loss gradientPenalty(Layer critic, Matrix x) {
        return penalty(critic, x, norm -> (norm - 1) * (norm - 1), norm -> 2 * (norm - 1));
    }

    /**
     * The R1 penalty: the mean over rows of |g|^2 (Mescheder, Geiger and Nowozin, Which Training
     * Methods for GANs do actually Converge?, 2018, equation 9, without its factor gamma / 2).
     *
     * @param discriminator the network that gives each row one logit
     * @param real data, {@code [batch, features]}
     * @return the penalty, whose way back adds to the discriminator's parameters only
     */
    public static Loss r1(Layer discriminator, Matrix real) {
        return penalty(discriminator, real, norm -> norm * norm, norm -> 2 * norm);
    }

    /**
     * A random point on the line between each row of data and the same row of generated samples.
     *
     * @param real data, {@code [batch, features]}
     * @param fake generated samples, of the same shape
     * @param random chooses the points
     * @return {@code [batch, features]}
     */
    public static Matrix between(Matrix real, Matrix fake, RandomGenerator random) {
        Losses.checkShape("fake", fake, real);
        Matrix result = Matrix.zeros(real.rows(), real.columns());
        for (int row = 0; row < real.rows(); row++) {
            float share = random.nextFloat();
            for (int column = 0; column < real.columns(); column++) {
                float from = real.get(row, column);
                result.set(row, column, from + share * (fake.get(row, column) - from));
            }
        }
        return result;
    }

    /**
     * The gradient of each row's score with respect to that row; the gradients of the parameters
     * stay as they are.
     *
     * @param critic the network that gives each row one score
     * @param x {@code [batch, features]}
     * @return the gradients, {@code [batch, features]}
     */
    public static Matrix inputGradient(Layer critic, Matrix x) {
        List<Parameter> parameters = critic.parameters();
        List<float[]> before = parameters.stream().map(p -> p.gradient().values().clone()).toList();
        Pass input = Pass.variable(x);
        Pass score = critic.forward(input);
        checkScores(score.matrix(), x);
        score.backward(Matrix.filled(x.rows(), 1, 1));
        for (int p = 0; p < before.size(); p++) {
            float[] gradient = parameters.get(p).gradient().values();
            System.arraycopy(before.get(p), 0, gradient, 0, gradient.length);
        }
        return input.gradient();
    }

    private interface Slope {
        double at(double norm);
    }

    private static Loss penalty(Layer critic, Matrix x, Slope f, Slope derivative) {
        Matrix g = inputGradient(critic, x);
        Matrix u = Matrix.zeros(x.rows(), x.columns());
        double sum = 0;
        double largest = 0;
        for (int row = 0; row < x.rows(); row++) {
            double square = 0;
            for (int column = 0; column < x.columns(); column++) {
                square += (double) g.get(row, column) * g.get(row, column);
            }
            double norm = Math.sqrt(square);
            sum += f.at(norm);
            if (norm > 0) { // at 0 there is no direction to go
                double factor = derivative.at(norm) / norm;
                for (int column = 0; column < x.columns(); column++) {
                    u.set(row, column, factor * g.get(row, column));
                    largest = Math.max(largest, Math.abs(u.get(row, column)));
                }
            }
        }
        double h = STEP / Math.max(largest, 1e-12);
        Pass value =
                Pass.constant(x)
                        .then(
                                Matrix.filled(1, 1, sum / x.rows()),
                                weight -> {
                                    double scale = weight.get(0, 0) / (2 * h * x.rows());
                                    critic.forward(moved(x, u, h))
                                            .backward(Matrix.filled(x.rows(), 1, scale));
                                    critic.forward(moved(x, u, -h))
                                            .backward(Matrix.filled(x.rows(), 1, -scale));
                                    return null;
                                });
        return new Loss(sum / x.rows(), value, Matrix.filled(1, 1, 1));
    }

    private static Matrix moved(Matrix x, Matrix u, double h) {
        float[] from = x.values();
        float[] direction = u.values();
        float[] result = Arrays.copyOf(from, from.length);
        for (int i = 0; i < result.length; i++) {
            result[i] += (float) h * direction[i];
        }
        return Matrix.wrap(x.rows(), x.columns(), result);
    }

    private static void checkScores(Matrix scores, Matrix x) {
        if (scores.rows() != x.rows() || scores.columns() != 1) {
            throw new IllegalArgumentException(
                    "the critic must give one score for each of the "
                            + x.rows()
                            + " rows, but its output is "
                            + scores.shape());
        }
    }
}
