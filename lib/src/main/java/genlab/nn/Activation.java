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
        void apply(float[] x, float[] y, int from, int to) {
            System.arraycopy(x, from, y, from, to - from);
        }

        @Override
        void back(float[] y, float[] gradient, float[] result, int from, int to) {
            System.arraycopy(gradient, from, result, from, to - from);
        }
    },
    /** The hyperbolic tangent, in (-1, 1). */
    TANH {
        @Override
        Pass along(Pass x, Pass direction) {
            return direction.minus(direction.times(forward(x).square()));
        }

        @Override
        void apply(float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = FastMath.tanh(x[i]);
            }
        }

        @Override
        void back(float[] y, float[] gradient, float[] result, int from, int to) {
            for (int i = from; i < to; i++) {
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
        void apply(float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = FastMath.sigmoid(x[i]);
            }
        }

        @Override
        void back(float[] y, float[] gradient, float[] result, int from, int to) {
            for (int i = from; i < to; i++) {
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
        void apply(float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.max(0f, x[i]);
            }
        }

        @Override
        void back(float[] y, float[] gradient, float[] result, int from, int to) {
            for (int i = from; i < to; i++) {
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
        void apply(float[] x, float[] y, int from, int to) {
            FastMath.softplus(x, y, from, to);
        }

        @Override
        void back(float[] y, float[] gradient, float[] result, int from, int to) {
            for (int i = from; i < to; i++) {
                result[i] = gradient[i] * (float) -Math.expm1(-y[i]);
            }
        }
    };

    private final Elementwise function =
            new Elementwise() {
                @Override
                void apply(float[] x, float[] y, int from, int to) {
                    Activation.this.apply(x, y, from, to);
                }

                @Override
                void back(float[] y, float[] gradient, float[] result, int from, int to) {
                    Activation.this.back(y, gradient, result, from, to);
                }
            };

    Elementwise function() {
        return function;
    }

    /** As {@link Elementwise#apply}. */
    abstract void apply(float[] x, float[] y, int from, int to);

    /** As {@link Elementwise#back}. */
    abstract void back(float[] y, float[] gradient, float[] result, int from, int to);

    @Override
    public Pass forward(Pass x) {
        return function.forward(x);
    }

    /** {@link #tangent} of a direction that fits. */
    abstract Pass along(Pass x, Pass direction);

    @Override
    public final Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return along(x, direction);
    }
}
