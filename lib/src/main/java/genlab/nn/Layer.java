package genlab.nn;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A differentiable function of a batch, with or without parameters.
 *
 * <p>To write one: compute the output, and return {@code x.then(output, gradient -> ...)} with the
 * chain rule in it. {@link GradientCheck} tells whether the two agree. A layer keeps nothing of a
 * batch.
 */
@FunctionalInterface
public interface Layer {
    /**
     * The forward pass.
     *
     * @param x {@code [batch, features]}
     * @return the output and its way back through this layer and what made {@code x}
     */
    Pass forward(Pass x);

    /**
     * The forward pass of data or noise, which need no gradient.
     *
     * @param x {@code [batch, features]}
     * @return the output and its way back through this layer
     */
    default Pass forward(Matrix x) {
        return forward(Pass.constant(x));
    }

    /**
     * The forward pass of data or noise, which need no gradient.
     *
     * @param x {@code [batch, features]}
     * @return the output and its way back through this layer
     */
    default Pass forward(INDArray x) {
        return forward(Pass.constant(x));
    }

    /**
     * The parameters, in a fixed order.
     *
     * @return an empty list if there are none
     */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** Sets the gradient of every parameter to zero. */
    default void zeroGradients() {
        parameters().forEach(Parameter::zeroGradient);
    }
}
