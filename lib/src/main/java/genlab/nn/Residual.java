package genlab.nn;

import java.util.List;

/**
 * A residual connection, x + f(x): the gradient finds a way past the layers (He et al., Deep
 * Residual Learning for Image Recognition, 2016).
 *
 * @param inner f, which gives as many features as it takes
 */
public record Residual(Layer inner) implements Layer {
    /** The layers around which the input goes. */
    public Residual {
        Require.given("inner", inner);
    }

    @Override
    public Pass forward(Pass x) {
        return Require.given("x", x).plus(inner.forward(x));
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return direction.plus(inner.tangent(x, direction));
    }

    @Override
    public List<Parameter> parameters() {
        return inner.parameters();
    }

    @Override
    public String toString() {
        return "Residual(" + Architecture.of(inner) + ")";
    }
}
