package genlab.nn;

import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Losses of how steep a discriminator is: functions f of g, the gradient of each row's score with
 * respect to that row.
 *
 * <p>Their gradient with respect to the parameters is exact, without differentiating twice: with u
 * the derivative of f by g, held constant, it is the derivative of the sum of u · g, and u · g is
 * the {@linkplain Layer#tangent tangent} of the discriminator in the direction u, an ordinary pass
 * with an ordinary way back. No step size, no kink crossed.
 */
public final class Penalties {
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
    public static Pass gradientPenalty(Layer critic, Matrix x) {
        return of(critic, x, g -> g.square().rowSums().sqrt().minus(1).square().mean());
    }

    /**
     * The R1 penalty: the mean over rows of |g|^2 (Mescheder, Geiger and Nowozin, Which Training
     * Methods for GANs do actually Converge?, 2018, equation 9, without its factor gamma / 2).
     *
     * @param discriminator the network that gives each row one logit
     * @param real data, {@code [batch, features]}
     * @return the penalty, whose way back adds to the discriminator's parameters only
     */
    public static Pass r1(Layer discriminator, Matrix real) {
        return of(discriminator, real, g -> g.square().rowSums().mean());
    }

    /**
     * Any function of the slopes.
     *
     * @param critic the network that gives each row one score, in evaluation
     * @param x where the slopes are looked at, {@code [batch, features]}
     * @param penalty takes the gradient of each row's score with respect to that row, {@code
     *     [batch, features]}, and gives one number
     * @return the penalty, whose way back adds to the critic's parameters only
     * @throws UnsupportedOperationException if a layer of the critic doesn't tell its tangent
     */
    public static Pass of(Layer critic, Matrix x, Function<Pass, Pass> penalty) {
        Pass slopes = Pass.variable(inputGradient(critic, x));
        Pass value = Require.given("penalty", penalty).apply(slopes);
        value.backward();
        Pass tangent = critic.tangent(Pass.constant(x), Pass.constant(slopes.gradient())).sum();
        return tangent.scalar(value.value(), Matrix.filled(1, 1, 1));
    }

    /**
     * A random point on the line between each row of data and the same row of generated samples.
     *
     * @param real data, {@code [batch, features]}
     * @param fake generated samples, of the same shape
     * @return {@code [batch, features]}
     */
    public static Matrix between(Matrix real, Matrix fake, RandomGenerator random) {
        Require.sameShape("fake", fake, "real", real);
        Require.given("random", random);
        Matrix shares = Matrix.zeros(real.rows(), 1).map(any -> random.nextFloat());
        return real.plus(fake.minus(real).times(shares));
    }

    /**
     * The gradient of each row's score with respect to that row; the gradients of the parameters
     * stay as they are.
     *
     * @param critic the network that gives each row one score
     * @param x {@code [batch, features]}
     */
    public static Matrix inputGradient(Layer critic, Matrix x) {
        Require.given("critic", critic);
        Pass input = Pass.variable(x);
        Pass scores = new Frozen(critic).forward(input);
        if (scores.matrix().rows() != x.rows() || scores.matrix().columns() != 1) {
            throw Require.error(
                    "the critic must give one score for each of the %d rows, but its output is %s",
                    x.rows(), scores.matrix().shape());
        }
        scores.backward(Matrix.filled(x.rows(), 1, 1));
        return input.gradient();
    }
}
