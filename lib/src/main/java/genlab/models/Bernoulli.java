package genlab.models;

import genlab.nn.Activation;
import genlab.nn.Loss;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Pass;

/** Independent features that are 0 or 1, from logits. */
record Bernoulli() implements Likelihood {
    @Override
    public Loss loss(Pass decoded, Matrix x) {
        return Losses.binaryCrossEntropyFromLogits().summedOverFeatures().of(decoded, x);
    }

    @Override
    public double[] logLikelihood(Matrix decoded, Matrix x) {
        float[] logits = decoded.values();
        float[] softplus = Activation.SOFTPLUS.forward(decoded).matrix().values();
        int rows = x.rows();
        double[] result = new double[rows];
        for (int i = 0; i < logits.length; ) {
            for (int row = 0; row < rows; row++, i++) {
                // x log p + (1 - x) log(1 - p), as log(1 - p) = -softplus(logit)
                result[row] += x.values()[i] * logits[i] - softplus[i];
            }
        }
        return result;
    }

    @Override
    public Matrix mean(Matrix decoded) {
        return Activation.SIGMOID.forward(decoded).matrix();
    }

    @Override
    public double constant(int features) {
        return 0;
    }
}
