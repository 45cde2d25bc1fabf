package genlab.nn;

import java.util.List;

/**
 * A differentiable function of a batch, with or without parameters. A layer keeps nothing of a
 * batch.
 *
 * <p>To write one, compute the output with the operations of {@link Pass}, parameters by {@link
 * Parameter#pass()}; or return {@code x.then(output, gradient -> ...)} with the chain rule in it.
 * {@link GradientCheck} tells whether the two agree.
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

    /** The forward pass of data or noise, which need no gradient. */
    default Pass forward(Matrix x) {
        return forward(Pass.constant(x));
    }

    /**
     * The tangent: how fast the output changes when {@code x} moves in a direction, J(x) direction
     * (forward-mode differentiation). A layer that is linear applies itself without its bias; an
     * activation multiplies by its slope at x. {@link Penalties} go back through it.
     *
     * @param x {@code [batch, features]}
     * @param direction a move of every row of x, of its shape
     * @return a pass of the output's shape, whose way back leads to the parameters, x and direction
     * @throws UnsupportedOperationException if the layer doesn't tell its tangent
     */
    default Pass tangent(Pass x, Pass direction) {
        throw new UnsupportedOperationException(
                "a penalty on the slope needs the tangent of every layer, but "
                        + Architecture.of(this)
                        + " has none; write its method tangent(x, direction)");
    }

    /** The parameters, in a fixed order; none by default. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** Sets the gradient of every parameter to zero. */
    default void zeroGradients() {
        parameters().forEach(Parameter::zeroGradient);
    }
}
