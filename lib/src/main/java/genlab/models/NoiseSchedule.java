package genlab.models;

import genlab.nn.Matrix;
import genlab.nn.Require;
import java.util.function.IntToDoubleFunction;

/**
 * How data become noise in steps t = 1, ..., T: of x0 is left
 *
 * <pre>x_t = sqrt(ᾱ_t) x0 + sqrt(1 - ᾱ_t) ε,   ᾱ_t = (1 - β_1) ... (1 - β_t),   ε ~ N(0, I)</pre>
 *
 * (Ho, Jain and Abbeel, Denoising Diffusion Probabilistic Models, 2020, equation 4). At t = 0 all
 * of x0 is there.
 */
public final class NoiseSchedule {
    private static final double MOST_BETA = 0.999;
    private static final int MOST_STEPS = 100_000;

    private final String name;

    /** ᾱ_0 = 1 to ᾱ_T. */
    private final double[] alphaBars;

    private NoiseSchedule(String name, int steps, IntToDoubleFunction betas) {
        Require.that(
                steps >= 2 && steps <= MOST_STEPS,
                "a noise schedule must have 2 to %d steps, but was asked for %d; 1000 is usual",
                MOST_STEPS,
                steps);
        this.name = name;
        alphaBars = new double[steps + 1];
        alphaBars[0] = 1;
        for (int t = 1; t <= steps; t++) {
            double beta = Math.min(MOST_BETA, betas.applyAsDouble(t));
            alphaBars[t] = alphaBars[t - 1] * (1 - beta);
        }
    }

    /**
     * β in a straight line, from 0.0001 to 0.02 with the usual thousand steps (Ho et al., 2020).
     *
     * @param steps T; with fewer steps each adds so much more noise
     */
    public static NoiseSchedule linear(int steps) {
        double scale = 1000.0 / steps;
        return new NoiseSchedule(
                "linear(" + steps + ")",
                steps,
                t -> scale * (1e-4 + (0.02 - 1e-4) * (t - 1) / (steps - 1)));
    }

    /**
     * sqrt(ᾱ) along a quarter of a cosine, with the usual offset of 0.008 (Nichol and Dhariwal,
     * Improved Denoising Diffusion Probabilistic Models, 2021, equation 17).
     */
    public static NoiseSchedule cosine(int steps) {
        return cosine(steps, 0.008);
    }

    /**
     * sqrt(ᾱ_t) = cos(π/2 (t/T + offset) / (1 + offset)), as a share of that at 0; β is at most
     * 0.999.
     *
     * @param offset in [0, 1]; 0 makes signal and noise cos and sin of π/2 t/T
     */
    public static NoiseSchedule cosine(int steps, double offset) {
        Require.between("offset", 0, 1, offset);
        return new NoiseSchedule(
                "cosine(" + steps + ", " + offset + ")",
                steps,
                t -> 1 - squaredCosine(t, steps, offset) / squaredCosine(t - 1, steps, offset));
    }

    /**
     * Noise over signal, sqrt(1 - ᾱ) / sqrt(ᾱ), grows by the same factor with each step (the levels
     * of Song and Ermon, Generative Modeling by Estimating Gradients of the Data Distribution,
     * 2019). All steps then weigh the same in the bound, so that the plain loss of the noise trains
     * it (Kingma et al., Variational Diffusion Models, 2021, section 5). For densities and fine
     * detail.
     *
     * @param steps T
     * @param least noise over signal at t = 1, in [0.0001, 0.5]; a fifth of the finest detail
     * @param most the same at t = T, in [2, 10000]; for example 50
     */
    public static NoiseSchedule geometric(int steps, double least, double most) {
        Require.between("least", 1e-4, 0.5, least);
        Require.between("most", 2, 1e4, most);
        return new NoiseSchedule(
                "geometric(" + steps + ", " + least + ", " + most + ")",
                steps,
                t -> 1 - geometric(t, steps, least, most) / geometric(t - 1, steps, least, most));
    }

    private static double geometric(int t, int steps, double least, double most) {
        if (t == 0) {
            return 1;
        }
        double ratio = least * Math.pow(most / least, (t - 1.0) / (steps - 1));
        return 1 / (1 + ratio * ratio);
    }

    private static double squaredCosine(int t, int steps, double offset) {
        double cosine = Math.cos(Math.PI / 2 * ((double) t / steps + offset) / (1 + offset));
        return cosine * cosine;
    }

    /** T. */
    public int steps() {
        return alphaBars.length - 1;
    }

    /** ᾱ_t, the share of the data in the variance, for t from 0 to T. */
    public double alphaBar(int t) {
        return alphaBars[checked(t, 0)];
    }

    /** β_t, the variance of the noise that step t adds, for t from 1 to T. */
    public double beta(int t) {
        checked(t, 1);
        return beta(t, t - 1);
    }

    /** β of a step over several. */
    double beta(int t, int previous) {
        return 1 - alphaBars[t] / alphaBars[previous];
    }

    /** The variance of q(x_{t-1} | x_t, x0): β_t (1 - ᾱ_{t-1}) / (1 - ᾱ_t) (equation 7). */
    public double posteriorVariance(int t) {
        checked(t, 1);
        return posteriorVariance(t, t - 1);
    }

    double posteriorVariance(int t, int previous) {
        return beta(t, previous) * (1 - alphaBars[previous]) / (1 - alphaBars[t]);
    }

    /** sqrt(ᾱ_t), by which the data are multiplied. */
    public double signal(int t) {
        return Math.sqrt(alphaBar(t));
    }

    /** sqrt(1 - ᾱ_t), by which the noise is multiplied. */
    public double noise(int t) {
        return Math.sqrt(1 - alphaBar(t));
    }

    /**
     * x_t of each row: sqrt(ᾱ_t) x0 + sqrt(1 - ᾱ_t) ε.
     *
     * @param x0 {@code [batch, features]}
     * @param epsilon standard normal noise of the same shape
     * @param t a step for each row, or one for all
     * @return of the same shape
     */
    public Matrix noised(Matrix x0, Matrix epsilon, int... t) {
        return mixed(x0, this::signal, epsilon, this::noise, t);
    }

    /** a(t) x + b(t) y, with t of each row. */
    Matrix mixed(Matrix x, IntToDoubleFunction a, Matrix y, IntToDoubleFunction b, int... t) {
        Require.sameShape("epsilon", y, "x0", x);
        int rows = x.rows();
        int given = Require.given("t", t).length;
        Require.that(
                given == 1 || given == rows,
                "t must be one step or one for each of the %d rows, but was %d",
                rows,
                given);
        float[] ofX = new float[given];
        float[] ofY = new float[given];
        for (int i = 0; i < given; i++) {
            ofX[i] = (float) a.applyAsDouble(t[i]);
            ofY[i] = (float) b.applyAsDouble(t[i]);
        }
        Matrix result = Matrix.zeros(rows, x.columns());
        for (int i = 0; i < result.values().length; i++) {
            int row = given == 1 ? 0 : i % rows;
            result.values()[i] = ofX[row] * x.values()[i] + ofY[row] * y.values()[i];
        }
        return result;
    }

    /** A step that is there. */
    int checked(int t, int least) {
        if (t < least || t > steps()) {
            throw Require.error("t must be in [%d, %d], but was %d", least, steps(), t);
        }
        return t;
    }

    @Override
    public String toString() {
        return name;
    }
}
