package genlab.nn;

import java.util.List;

/**
 * A network as a fixed function, for example the discriminator in the generator's step: gradients
 * go through it, and its parameters get none.
 *
 * <pre>{@code
 * loss.generator(new Frozen(discriminator).forward(generator.forward(noise))).backward();
 * }</pre>
 *
 * @param network whose parameters are constants in passes through this view; elsewhere they are
 *     what they were
 */
public record Frozen(Layer network) implements Layer {
    /** A layer whose parameters get no gradient from its passes. */
    public Frozen {
        Require.given("network", network);
    }

    @Override
    public Pass forward(Pass x) {
        List<Parameter> learning =
                network.parameters().stream().filter(parameter -> !parameter.frozen()).toList();
        learning.forEach(parameter -> parameter.freeze(true));
        try {
            return network.forward(x);
        } finally {
            learning.forEach(parameter -> parameter.freeze(false));
        }
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        return new Frozen(new Tangent(network, x)).forward(direction);
    }

    private record Tangent(Layer network, Pass x) implements Layer {
        @Override
        public Pass forward(Pass direction) {
            return network.tangent(x, direction);
        }

        @Override
        public List<Parameter> parameters() {
            return network.parameters();
        }
    }
}
