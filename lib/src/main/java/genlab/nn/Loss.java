package genlab.nn;

/**
 * The value of a loss, with its way back.
 *
 * @param value the loss, which its player minimises
 * @param input the pass that was judged
 * @param gradient the gradient of the value with respect to the input's output, of its shape
 */
public record Loss(double value, Pass input, Matrix gradient) {
    /**
     * Adds this loss's gradient to every parameter that had a part in the input.
     *
     * @throws ArithmeticException if the loss is not finite: one such step would make every
     *     parameter not a number
     */
    public void backward() {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException(
                    "a loss must be finite to go back from it, but was "
                            + value
                            + "; look for numbers in the data that are not finite, or lower the"
                            + " learning rate");
        }
        input.backward(gradient);
    }

    /**
     * This loss with a weight.
     *
     * @param weight what the value and its gradient are multiplied by
     * @return weight x loss
     */
    public Loss times(double weight) {
        Matrix weighted = gradient.copy();
        float[] values = weighted.values();
        float factor = (float) weight;
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return new Loss(weight * value, input, weighted);
    }
}
