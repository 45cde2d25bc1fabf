package genlab.models;

import genlab.nn.Loss;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Pass;

/** Independent normal features of variance 1, from means. */
record UnitGaussian() implements Likelihood {
    @Override
    public Loss loss(Pass decoded, Matrix x) {
        return Losses.meanSquaredError().summedOverFeatures().of(decoded, x).times(0.5);
    }

    @Override
    public double[] logLikelihood(Matrix decoded, Matrix x) {
        Matrix error = x.copy();
        for (int i = 0; i < error.values().length; i++) {
            error.values()[i] -= decoded.values()[i];
        }
        return Normal.logDensity(error);
    }

    @Override
    public Matrix mean(Matrix decoded) {
        return decoded.copy();
    }

    @Override
    public double constant(int features) {
        return 0.5 * features * Normal.LOG_OF_TWO_PI;
    }
}
