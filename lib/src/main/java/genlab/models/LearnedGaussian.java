package genlab.models;

import genlab.nn.Loss;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Pass;

/** Independent normal features, from means and log variances. */
record LearnedGaussian() implements Likelihood {
    @Override
    public Loss loss(Pass decoded, Matrix x) {
        return Losses.gaussianNegativeLogLikelihood().of(decoded, x);
    }

    @Override
    public double[] logLikelihood(Matrix decoded, Matrix x) {
        int n = x.values().length;
        int rows = x.rows();
        float[] output = decoded.values();
        double[] result = new double[rows];
        for (int i = 0; i < n; i++) {
            double error = x.values()[i] - output[i];
            double logVariance = output[n + i];
            double squared = error * error * Math.exp(-logVariance);
            result[i % rows] -= 0.5 * (squared + logVariance + Normal.LOG_OF_TWO_PI);
        }
        return result;
    }

    @Override
    public Matrix mean(Matrix decoded) {
        return decoded.columns(0, decoded.columns() / 2);
    }

    @Override
    public double constant(int features) {
        return 0;
    }

    @Override
    public int outputs(int features) {
        return 2 * features;
    }
}
