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
        return Elementwise.forward(x, false, this::apply, this::back);
    }

    Pass overwrite(Pass x) {
        return Elementwise.forward(x, true, this::apply, this::back);
    }

    private void apply(float[] x, float[] y) {
        float below = (float) slope;
        for (int i = 0; i < y.length; i++) {
            // the slope is below 1, so the larger of the two is the right one
            y[i] = Math.max(x[i], below * x[i]);
        }
    }

    private void back(float[] y, float[] g, float[] r) {
        float below = (float) slope;
        for (int i = 0; i < y.length; i++) {
            r[i] = g[i] * (below + (1f - below) * FastMath.step(y[i]));
        }
    }
}
