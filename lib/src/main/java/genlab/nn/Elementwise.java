package genlab.nn;

import genlab.nn.fast.Loops;

/** A function of every element alone that finds its derivative from its own output. */
abstract class Elementwise {
    /** The function that a layer is; null if it is more than that. */
    static Elementwise of(Layer layer) {
        if (layer instanceof Activation activation) {
            return activation.function();
        }
        return layer instanceof LeakyRelu rectifier ? rectifier.function() : null;
    }

    /** Puts the function of a range of x into y, which may be the same array. */
    abstract void apply(float[] x, float[] y, int from, int to);

    /** Puts a range of the gradient with respect to x into the result. */
    abstract void back(float[] y, float[] gradient, float[] result, int from, int to);

    final Pass forward(Pass x) {
        Matrix in = Require.given("x", x).matrix();
        Matrix y = Matrix.zeros(in.rows(), in.columns());
        Loops.over(in.values().length, (from, to) -> apply(in.values(), y.values(), from, to));
        return x.then(
                y,
                g -> {
                    Matrix result = Matrix.zeros(g.rows(), g.columns());
                    back(y.values(), g.values(), result.values());
                    return result;
                });
    }

    /** Puts the gradient with respect to every x into the result, which may be longer. */
    final void back(float[] y, float[] gradient, float[] result) {
        Loops.over(y.length, (from, to) -> back(y, gradient, result, from, to));
    }
}
