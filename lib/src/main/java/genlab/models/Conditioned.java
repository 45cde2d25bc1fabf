package genlab.models;

import genlab.data.Minibatches.Batch;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.nn.Require;
import java.util.Arrays;
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

    /** Conditions for a model that was built for so many. */
    static Matrix checked(Matrix conditions, int wanted) {
        Require.that(
                Require.given("conditions", conditions).columns() == wanted,
                "conditions must be [batch, %d], but was %s; build the model with conditions(%d)",
                wanted,
                conditions.shape(),
                conditions.columns());
        return conditions.requireFinite("conditions");
    }

    /**
     * The conditions of a batch: rows of those of the whole data, or its labels in one-hot form.
     */
    static Matrix ofBatch(Matrix ofData, int conditionSize, Batch batch, int size) {
        if (conditionSize > 0 && ofData == null && batch.labels().length > 0) {
            return Conditions.oneHot(Arrays.copyOf(batch.labels(), size), conditionSize);
        }
        return ofData == null || batch.indices().length == 0
                ? ofData
                : ofData.select(Arrays.copyOf(batch.indices(), size));
    }

    /** Checks that there is a row of conditions for each sample of the data. */
    static void checkRows(Matrix conditions, Matrix data) {
        Require.given("data", data);
        if (conditions != null && conditions.rows() != data.rows()) {
            throw Require.error(
                    "conditions were given for %d samples, but the data has %d; give one row of"
                            + " conditions for each sample",
                    conditions.rows(), data.rows());
        }
    }

    private Pass conditionsFor(Pass x) {
        if (x.matrix().rows() != conditions.rows()) {
            throw Require.error(
                    "conditions were given for %d samples, but the batch has %d; give one row of"
                            + " conditions for each sample",
                    conditions.rows(), x.matrix().rows());
        }
        return Pass.constant(conditions);
    }

    @Override
    public Pass forward(Pass x) {
        return layer.forward(x.beside(conditionsFor(x)));
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Pass still = Pass.constant(Matrix.zeros(conditions.rows(), conditions.columns()));
        return layer.tangent(x.beside(conditionsFor(x)), direction.beside(still));
    }

    @Override
    public List<Parameter> parameters() {
        return layer.parameters();
    }
}
