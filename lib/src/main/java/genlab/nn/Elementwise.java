package genlab.nn;

/** A function of every element by itself, whose derivative follows from its own output. */
final class Elementwise {
    private Elementwise() {}

    /** Puts the function of every x into y; both may be the same array. */
    interface Function {
        void apply(float[] x, float[] y);
    }

    /** Puts the gradient with respect to x into the result, which may be the gradient's array. */
    interface Derivative {
        void back(float[] y, float[] gradient, float[] result);
    }

    /**
     * The forward pass of such a layer.
     *
     * @param inPlace whether it may write over its input and, on the way back, over the gradient
     *     that it is given
     */
    static Pass forward(Pass x, boolean inPlace, Function function, Derivative derivative) {
        Matrix output = inPlace ? x.matrix() : likewise(x.matrix());
        function.apply(x.matrix().values(), output.values());
        return x.then(
                output,
                gradient -> {
                    Matrix result = inPlace ? gradient : likewise(gradient);
                    derivative.back(output.values(), gradient.values(), result.values());
                    return result;
                });
    }

    private static Matrix likewise(Matrix matrix) {
        return Matrix.zeros(matrix.rows(), matrix.columns());
    }
}
