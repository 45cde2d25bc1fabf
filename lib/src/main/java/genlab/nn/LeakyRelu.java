package genlab.nn;

/** The leaky rectifier: x above 0, slope x below. */
record LeakyRelu(double slope) implements Layer {
    LeakyRelu {
        if (!(slope > 0 && slope < 1)) {
            throw new IllegalArgumentException(
                    "slope must be in (0, 1), but was " + slope + "; try 0.2");
        }
    }

    @Override
    public Pass forward(Pass x) {
        float below = (float) slope;
        float[] input = x.matrix().values();
        Matrix output = Matrix.zeros(x.matrix().rows(), x.matrix().columns());
        float[] y = output.values();
        for (int i = 0; i < y.length; i++) {
            // the slope is below 1, so the larger of the two is the right one
            y[i] = Math.max(input[i], below * input[i]);
        }
        return x.then(
                output,
                gradient -> {
                    Matrix result = Matrix.zeros(output.rows(), output.columns());
                    float[] g = gradient.values();
                    float[] r = result.values();
                    for (int i = 0; i < r.length; i++) {
                        r[i] = g[i] * (below + (1f - below) * FastMath.step(y[i]));
                    }
                    return result;
                });
    }
}
