package genlab.nn;

import genlab.nn.fast.FastMath;

/**
 * The leaky rectifier: x above 0, slope x below (Maas, Hannun and Ng, 2013).
 *
 * @param slope the slope below 0, in (0, 1); 0.2 is usual in discriminators
 */
public record LeakyRelu(double slope) implements Layer {
    /** Checks the slope. */
    public LeakyRelu {
        Require.that(slope > 0 && slope < 1, "slope must be in (0, 1), but was %s; try 0.2", slope);
    }

    @Override
    public Pass forward(Pass x) {
        return function().forward(x);
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return direction.then(
                steepened(direction.matrix(), x.matrix()), g -> steepened(g, x.matrix()));
    }

    /** Times 1 where a number is above 0, times the slope elsewhere. */
    private Matrix steepened(Matrix matrix, Matrix where) {
        Matrix result = Matrix.zeros(matrix.rows(), matrix.columns());
        function().back(where.values(), matrix.values(), result.values());
        return result;
    }

    Elementwise function() {
        float below = (float) slope;
        return new Elementwise() {
            @Override
            void apply(float[] x, float[] y, int from, int to) {
                for (int i = from; i < to; i++) {
                    // the slope is below 1, so the larger of the two is the right one
                    y[i] = Math.max(x[i], below * x[i]);
                }
            }

            @Override
            void back(float[] y, float[] gradient, float[] result, int from, int to) {
                for (int i = from; i < to; i++) {
                    result[i] = gradient[i] * (below + (1f - below) * FastMath.step(y[i]));
                }
            }
        };
    }

    @Override
    public String toString() {
        return "LeakyRelu(" + slope + ")";
    }
}
