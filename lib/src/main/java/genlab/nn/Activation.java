package genlab.nn;

/**
 * A function applied to every element.
 *
 * <p>Every one of them finds its derivative from its own output, so the way back needs nothing
 * else.
 */
public enum Activation implements Layer {
    /** f(x) = x. */
    IDENTITY {
        @Override
        void apply(float[] x, float[] y) {
            System.arraycopy(x, 0, y, 0, x.length);
        }

        @Override
        void back(float[] y, float[] gradient, float[] result) {
            System.arraycopy(gradient, 0, result, 0, y.length);
        }
    },
    /** The hyperbolic tangent, in (-1, 1). */
    TANH {
        @Override
        void apply(float[] x, float[] y) {
            for (int i = 0; i < x.length; i++) {
                y[i] = FastMath.tanh(x[i]);
            }
        }

        @Override
        void back(float[] y, float[] gradient, float[] result) {
            for (int i = 0; i < y.length; i++) {
                result[i] = gradient[i] * (1f - y[i] * y[i]);
            }
        }
    },
    /** The logistic function 1 / (1 + exp(-x)), in (0, 1). */
    SIGMOID {
        @Override
        void apply(float[] x, float[] y) {
            for (int i = 0; i < x.length; i++) {
                y[i] = FastMath.sigmoid(x[i]);
            }
        }

        @Override
        void back(float[] y, float[] gradient, float[] result) {
            for (int i = 0; i < y.length; i++) {
                result[i] = gradient[i] * y[i] * (1f - y[i]);
            }
        }
    },
    /** The rectifier max(0, x); the derivative at 0 is 0. */
    RELU {
        @Override
        void apply(float[] x, float[] y) {
            for (int i = 0; i < x.length; i++) {
                y[i] = Math.max(0f, x[i]);
            }
        }

        @Override
        void back(float[] y, float[] gradient, float[] result) {
            for (int i = 0; i < y.length; i++) {
                result[i] = gradient[i] * FastMath.step(y[i]);
            }
        }
    },
    /** A smooth rectifier, log(1 + exp(x)), above 0. */
    SOFTPLUS {
        @Override
        void apply(float[] x, float[] y) {
            FastMath.softplus(x, y);
        }

        @Override
        void back(float[] y, float[] gradient, float[] result) {
            for (int i = 0; i < y.length; i++) {
                result[i] = gradient[i] * (float) -Math.expm1(-y[i]);
            }
        }
    };

    /**
     * The leaky rectifier: x above 0, slope x below (Maas, Hannun and Ng, 2013).
     *
     * @param slope the slope below 0, in (0, 1); 0.2 is usual in discriminators
     * @return a layer
     * @throws IllegalArgumentException if the slope is outside (0, 1)
     */
    public static Layer leakyRelu(double slope) {
        return new LeakyRelu(slope);
    }

    abstract void apply(float[] x, float[] y);

    abstract void back(float[] y, float[] gradient, float[] result);

    @Override
    public Pass forward(Pass x) {
        return Elementwise.forward(x, false, this::apply, this::back);
    }

    Pass overwrite(Pass x) {
        return Elementwise.forward(x, true, this::apply, this::back);
    }
}
