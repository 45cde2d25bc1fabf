package genlab.nn;

import genlab.nn.fast.FastMath;

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
        apply(in.values(), gate.values(), y.values());
        return x.then(
                y,
                g -> {
                    Matrix result = Matrix.zeros(g.rows(), g.columns());
                    back(gate.values(), y.values(), g.values(), result.values());
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

    private static void apply(float[] x, float[] gate, float[] y) {
        for (int i = 0; i < y.length; i++) {
            gate[i] = FastMath.sigmoid(x[i]);
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i] * gate[i];
        }
    }

    private static void back(float[] gate, float[] y, float[] g, float[] result) {
        for (int i = 0; i < y.length; i++) {
            result[i] = g[i] * (gate[i] + y[i] * (1f - gate[i]));
        }
    }
}
