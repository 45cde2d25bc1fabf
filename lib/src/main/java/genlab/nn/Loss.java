package genlab.nn;

/**
 * The value of a loss, with its way back.
 *
 * @param value the loss, which its player minimises
 * @param input the pass that was judged
 * @param gradient the gradient of the value with respect to the input's output, of its shape
 */
public record Loss(double value, Pass input, Matrix gradient) {
    /** Adds this loss's gradient to every parameter that had a part in the input. */
    public void backward() {
        input.backward(gradient);
    }
}
