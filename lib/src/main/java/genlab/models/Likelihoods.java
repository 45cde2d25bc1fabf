package genlab.models;

import genlab.nn.Activation;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.nn.Require;
import java.util.List;

/** The usual likelihoods. */
public final class Likelihoods {
    private static final double LOG_OF_TWO_PI = Math.log(2 * Math.PI);

    private Likelihoods() {}

    /**
     * Every feature is 1 with probability sigmoid(logit): for black and white pixels. The loss is
     * the binary cross entropy, -sum(x log p + (1 - x) log(1 - p)). Of grey pixels in [0, 1] that
     * is a loss, but no log density: it has a floor above 0, the entropy of the greys (Loaiza-Ganem
     * and Cunningham, The Continuous Bernoulli, 2019).
     */
    public static Likelihood bernoulli() {
        return new Bernoulli();
    }

    /**
     * Every feature is normal around the decoder's output with variance 1. The loss is half the
     * squared error, 1/2 sum((x - mean)²); the {@linkplain Likelihood#constant constant} features /
     * 2 log(2π) is left out.
     */
    public static Likelihood gaussian() {
        return new UnitGaussian();
    }

    /** Every feature is normal around the decoder's output with a given standard deviation. */
    public static Likelihood gaussian(double standardDeviation) {
        return new FixedGaussian(Require.positive("standardDeviation", standardDeviation));
    }

    /**
     * Every feature is normal around the decoder's output with one standard deviation, which is
     * learned and the same for all features and samples (Rybkin, Daniilidis and Levine, Simple and
     * Effective VAE Training with Calibrated Decoders, 2021).
     *
     * @param floor what the standard deviation stays above, for example 0.01 for pixels
     */
    public static Likelihood gaussianWithSharedVariance(double floor) {
        Require.positive("floor", floor);
        return new SharedGaussian(floor, new Parameter("log variance", one(0)));
    }

    /**
     * Every feature is normal with a mean and a variance that the decoder learns, {@code 2 *
     * features} outputs: the means, then the log variances. Without a floor the variance shrinks
     * without end where a decoder can repeat its input exactly, and the loss with it.
     *
     * @param floor what the standard deviation stays above, 0 for none; 0.01 suits pixels
     */
    public static Likelihood gaussianWithLearnedVariance(double floor) {
        return new LearnedGaussian(Require.notNegative("floor", floor));
    }

    /**
     * Every feature has a Laplace distribution around the decoder's output, whose loss is the
     * absolute error: single far values weigh less than with a Gaussian.
     *
     * @param scale b, the mean absolute error that is expected
     */
    public static Likelihood laplace(double scale) {
        return new Laplace(Require.positive("scale", scale));
    }

    /**
     * One of several classes, in one-hot form: as many features, whose logits the decoder gives.
     */
    public static Likelihood categorical() {
        return new Categorical();
    }

    /**
     * Columns of several kinds beside each other, for tables.
     *
     * <pre>{@code
     * Likelihoods.mixed(new Block(2, gaussian(0.5)), new Block(3, categorical()))
     * }</pre>
     */
    public static Likelihood mixed(Block... blocks) {
        boolean any = Require.given("blocks", blocks).length > 0;
        Require.that(any, "a mixed likelihood must have at least 1 block, but had none");
        for (Block block : blocks) {
            Require.given("a block", block);
        }
        return new Mixed(List.of(blocks));
    }

    /**
     * Some columns beside each other with a likelihood of their own.
     *
     * @param features how many
     * @param likelihood of these
     */
    public record Block(int features, Likelihood likelihood) {
        /** Checks the numbers. */
        public Block {
            Require.size("features", features);
            Require.given("likelihood", likelihood);
        }
    }

    private static void checkShape(Likelihood likelihood, Pass decoded, Matrix x) {
        int outputs = likelihood.outputs(Require.given("x", x).columns());
        Matrix given = Require.given("decoded", decoded).matrix();
        if (given.rows() != x.rows() || given.columns() != outputs) {
            throw Require.error(
                    "for data %s the decoder must give [%d, %d], but gave %s",
                    x.shape(), x.rows(), outputs, given.shape());
        }
    }

    private static Matrix one(double number) {
        return Matrix.filled(1, 1, number);
    }

    /** -1/2 ((x - mean)² / variance + logVariance + log(2π)), summed over features. */
    private static Pass normal(Pass mean, Pass logVariance, Matrix x) {
        Pass scaled = mean.minus(x).square().times(logVariance.times(-1).exp());
        return scaled.plus(logVariance).plus(LOG_OF_TWO_PI).rowSums().times(-0.5);
    }

    private record Bernoulli() implements Likelihood {
        @Override
        public Pass loss(Pass decoded, Matrix x) {
            checkShape(this, decoded, x);
            return Losses.binaryCrossEntropyFromLogits().summedOverFeatures().of(decoded, x);
        }

        @Override
        public Pass logLikelihood(Pass decoded, Matrix x) {
            checkShape(this, decoded, x);
            check(x);
            // x log p + (1 - x) log(1 - p), as log(1 - p) = -softplus(logit)
            return decoded.times(x).minus(decoded.softplus()).rowSums();
        }

        @Override
        public Matrix mean(Matrix decoded) {
            return Activation.SIGMOID.forward(decoded).matrix();
        }

        @Override
        public void check(Matrix x) {
            Likelihood.super.check(x);
            for (float number : x.values()) {
                if (number < 0 || number > 1) {
                    throw Require.error(
                            "for a Bernoulli likelihood data must be in [0, 1], but reach from %s"
                                    + " to %s; bring them there (pixels from 0 to 255: divide by"
                                    + " 255), or take another likelihood",
                            x.min(), x.max());
                }
            }
        }
    }

    private record UnitGaussian() implements Likelihood {
        @Override
        public Pass loss(Pass decoded, Matrix x) {
            checkShape(this, decoded, x);
            return Losses.meanSquaredError().summedOverFeatures().of(decoded, x).times(0.5);
        }

        @Override
        public Pass logLikelihood(Pass decoded, Matrix x) {
            checkShape(this, decoded, x);
            return normal(decoded, Pass.constant(one(0)), x);
        }

        @Override
        public double constant(int features) {
            return 0.5 * Require.atLeast("features", 1, features) * LOG_OF_TWO_PI;
        }
    }

    private record FixedGaussian(double standardDeviation) implements Likelihood {
        @Override
        public Pass logLikelihood(Pass decoded, Matrix x) {
            checkShape(this, decoded, x);
            double logVariance = 2 * Math.log(standardDeviation);
            return normal(decoded, Pass.constant(one(logVariance)), x);
        }

        @Override
        public String toString() {
            return "Gaussian, standard deviation fixed " + standardDeviation;
        }
    }

    /** Smoothly above the floor: floor² + a softplus. */
    private static Pass above(double floor, Pass logVariance) {
        if (floor == 0) {
            return logVariance;
        }
        double least = 2 * Math.log(floor);
        return logVariance.minus(least).softplus().plus(least);
    }

    private record SharedGaussian(double floor, Parameter logVariance) implements Likelihood {
        @Override
        public Pass logLikelihood(Pass decoded, Matrix x) {
            checkShape(this, decoded, x);
            return normal(decoded, above(floor, logVariance.pass()), x);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(logVariance);
        }

        @Override
        public String toString() {
            return "Gaussian, standard deviation shared, above " + floor;
        }
    }

    private record LearnedGaussian(double floor) implements Likelihood {
        @Override
        public Pass logLikelihood(Pass decoded, Matrix x) {
            checkShape(this, decoded, x);
            int features = x.columns();
            Pass mean = decoded.columns(0, features);
            Pass logVariance = decoded.columns(features, 2 * features);
            return normal(mean, above(floor, logVariance), x);
        }

        @Override
        public Matrix mean(Matrix decoded) {
            int outputs = Require.given("decoded", decoded).columns();
            Require.that(
                    outputs % 2 == 0,
                    "decoded must have two columns a feature, but has %d",
                    outputs);
            return decoded.columns(0, outputs / 2);
        }

        @Override
        public int outputs(int features) {
            return 2 * Require.size("features", features);
        }
    }

    private record Laplace(double scale) implements Likelihood {
        @Override
        public Pass logLikelihood(Pass decoded, Matrix x) {
            checkShape(this, decoded, x);
            Pass error = decoded.minus(x).abs().dividedBy(scale);
            return error.plus(Math.log(2 * scale)).rowSums().times(-1);
        }
    }

    private record Categorical() implements Likelihood {
        @Override
        public Pass logLikelihood(Pass decoded, Matrix x) {
            checkShape(this, decoded, x);
            // less the largest logit, so that no exponential overflows
            Pass logits = decoded.minus(largest(decoded.matrix()));
            Pass logTotal = logits.exp().rowSums().log();
            return logits.minus(logTotal).times(x).rowSums();
        }

        private static Matrix largest(Matrix logits) {
            Matrix largest = logits.column(0);
            for (int column = 1; column < logits.columns(); column++) {
                for (int row = 0; row < logits.rows(); row++) {
                    largest.set(row, 0, Math.max(largest.get(row, 0), logits.get(row, column)));
                }
            }
            return largest;
        }

        @Override
        public Matrix mean(Matrix decoded) {
            Require.given("decoded", decoded);
            Matrix shares = decoded.minus(largest(decoded)).map(Math::exp);
            return shares.dividedBy(shares.rowSums());
        }

        @Override
        public void check(Matrix x) {
            Likelihood.super.check(x);
            Matrix sums = x.rowSums();
            Require.that(
                    x.min() >= 0 && sums.min() > 0.999 && sums.max() < 1.001,
                    "for a categorical likelihood every row must have 1 at its class and 0"
                            + " elsewhere, but the sums of rows reach from %s to %s; use"
                            + " Conditions.oneHot",
                    sums.min(),
                    sums.max());
        }
    }

    private record Mixed(List<Block> blocks) implements Likelihood {
        private interface Part {
            void take(Likelihood likelihood, int feature, int features, int output, int outputs);
        }

        private void each(Part part) {
            int feature = 0;
            int output = 0;
            for (Block block : blocks) {
                int outputs = block.likelihood.outputs(block.features);
                part.take(block.likelihood, feature, block.features, output, outputs);
                feature += block.features;
                output += outputs;
            }
        }

        @Override
        public Pass logLikelihood(Pass decoded, Matrix x) {
            checkShape(this, decoded, x);
            Pass[] sum = new Pass[1];
            each(
                    (likelihood, feature, features, output, outputs) -> {
                        Pass own =
                                likelihood.logLikelihood(
                                        decoded.columns(output, output + outputs),
                                        x.columns(feature, feature + features));
                        sum[0] = sum[0] == null ? own : sum[0].plus(own);
                    });
            return sum[0];
        }

        @Override
        public Matrix mean(Matrix decoded) {
            int outputs = blocks.stream().mapToInt(b -> b.likelihood.outputs(b.features)).sum();
            int given = Require.given("decoded", decoded).columns();
            Require.that(
                    given == outputs, "decoded must have %d columns, but has %d", outputs, given);
            Matrix[] all = new Matrix[1];
            each(
                    (likelihood, feature, features, output, n) -> {
                        Matrix own = likelihood.mean(decoded.columns(output, output + n));
                        all[0] = all[0] == null ? own : all[0].beside(own);
                    });
            return all[0];
        }

        @Override
        public int outputs(int features) {
            int[] sums = new int[2];
            each(
                    (likelihood, feature, own, output, outputs) -> {
                        sums[0] += own;
                        sums[1] += outputs;
                    });
            Require.that(
                    sums[0] == features,
                    "the blocks of a mixed likelihood have %d features, but the data %d",
                    sums[0],
                    features);
            return sums[1];
        }

        @Override
        public List<Parameter> parameters() {
            return blocks.stream().flatMap(b -> b.likelihood.parameters().stream()).toList();
        }

        @Override
        public void check(Matrix x) {
            outputs(Require.finite("data", 1, x).columns());
            each(
                    (likelihood, feature, features, output, outputs) ->
                            likelihood.check(x.columns(feature, feature + features)));
        }
    }
}
