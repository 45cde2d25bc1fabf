package genlab.models;

import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import java.util.List;

/**
 * A layer that sees beside each sample what is known of it, for example its label in one-hot form.
 *
 * @param layer takes the features, then the conditions
 * @param conditions {@code [batch, conditions]}
 */
record Conditioned(Layer layer, Matrix conditions) implements Layer {
    /**
     * The layer as it is for a model without conditions, or with the conditions beside its input.
     *
     * @throws IllegalStateException if the model has conditions, but none are given
     */
    static Layer layer(Layer layer, int conditionSize, Matrix conditions) {
        if (conditionSize == 0) {
            return layer;
        }
        if (conditions == null) {
            throw new IllegalStateException(
                    "the model was built with conditions("
                            + conditionSize
                            + "), but none are given; call given(conditions) on it first");
        }
        return new Conditioned(layer, conditions);
    }

    @Override
    public Pass forward(Pass x) {
        int features = x.matrix().columns();
        Matrix both = x.matrix().beside(conditions);
        if (!x.needsGradient()) {
            return layer.forward(both);
        }
        return layer.forward(x.then(both, gradient -> gradient.columns(0, features)));
    }

    @Override
    public List<Parameter> parameters() {
        return layer.parameters();
    }
}
