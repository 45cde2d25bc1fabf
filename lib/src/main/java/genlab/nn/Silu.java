package genlab.nn;

import genlab.nn.fast.FastMath;
import genlab.nn.fast.Loops;

/**
 * The sigmoid-weighted linear unit, x sigmoid(x): a smooth rectifier, usual in diffusion models
 * (Elfwing, Uchibe and Doya, Sigmoid-Weighted Linear Units, 2018).
 */
public record Silu() implements Layer {
    @Override
    public Pass forward(Pass x) {
        Matrix in = Require.given("x", x).matrix();
        Matrix gate = Matrix.zeros(in.rows(), in.columns());
        Matrix y = Matrix.zeros(in.rows(), in.columns());
        Loops.over(
                y.values().length,
                (from, to) -> apply(in.values(), gate.values(), y.values(), from, to));
        return x.then(
                y,
                g -> {
                    Matrix result = Matrix.zeros(g.rows(), g.columns());
                    float[] to = result.values();
                    Loops.over(
                            to.length,
                            (i, end) -> back(gate.values(), y.values(), g.values(), to, i, end));
                    return result;
                });
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        Pass gate = x.sigmoid();
        Pass y = x.times(gate);
        return direction.times(gate.plus(y).minus(y.times(gate)));
    }

    private static void apply(float[] x, float[] gate, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            gate[i] = FastMath.sigmoid(x[i]);
        }
        for (int i = from; i < to; i++) {
            y[i] = x[i] * gate[i];
        }
    }

    private static void back(float[] gate, float[] y, float[] g, float[] result, int from, int to) {
        for (int i = from; i < to; i++) {
            result[i] = g[i] * (gate[i] + y[i] * (1f - gate[i]));
        }
    }
}
