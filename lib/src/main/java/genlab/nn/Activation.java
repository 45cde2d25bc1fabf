package genlab.nn;

import genlab.nn.fast.FastMath;

/**
 * A function applied to every element; for the leaky rectifier, which has a setting, see {@link
 * LeakyRelu}.
 *
 * <p>Every one of them finds its derivative from its own output, so the way back needs nothing
 * else.
 */
public enum Activation implements Layer {
    /** f(x) = x. */
    IDENTITY {
        @Override
        public Pass forward(Pass x) {
            return Require.given("x", x);
        }

        @Override
        Pass along(Pass x, Pass direction) {
            return direction;
        }

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
        Pass along(Pass x, Pass direction) {
            return direction.minus(direction.times(forward(x).square()));
        }

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
        Pass along(Pass x, Pass direction) {
            Pass y = forward(x);
            return direction.times(y.minus(y.square()));
        }

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
        Pass along(Pass x, Pass direction) {
            return direction.times(x.matrix().map(number -> number > 0 ? 1 : 0));
        }

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
        Pass along(Pass x, Pass direction) {
            return direction.times(x.sigmoid());
        }

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

    /** Puts the function of every x into y. */
    abstract void apply(float[] x, float[] y);

    /** Puts the gradient with respect to x into the result. */
    abstract void back(float[] y, float[] gradient, float[] result);

    /** {@link #tangent} of a direction that fits. */
    abstract Pass along(Pass x, Pass direction);

    @Override
    public final Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return along(x, direction);
    }

    @Override
    public Pass forward(Pass x) {
        Matrix in = Require.given("x", x).matrix();
        Matrix y = Matrix.zeros(in.rows(), in.columns());
        apply(in.values(), y.values());
        return x.then(
                y,
                g -> {
                    Matrix result = Matrix.zeros(g.rows(), g.columns());
                    back(y.values(), g.values(), result.values());
                    return result;
                });
    }
}
