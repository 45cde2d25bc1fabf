package genlab.nn;

import genlab.nn.fast.Loops;

/** A function of every element alone that finds its derivative from its own output. */
interface Elementwise extends Layer {
    /** Puts the function of a range of x into y, which may be the same array. */
    void apply(float[] x, float[] y, int from, int to);

    /** Puts a range of the gradient with respect to x into the result. */
    void back(float[] y, float[] gradient, float[] result, int from, int to);

    @Override
    default Pass forward(Pass x) {
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

    /** Puts the function of every x into y. */
    default void apply(float[] x, float[] y) {
        Loops.over(x.length, (from, to) -> apply(x, y, from, to));
    }

    /** Puts the gradient with respect to every x into the result, which may be longer. */
    default void back(float[] y, float[] gradient, float[] result) {
        Loops.over(y.length, (from, to) -> back(y, gradient, result, from, to));
    }
}
