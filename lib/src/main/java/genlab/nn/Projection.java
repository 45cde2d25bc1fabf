package genlab.nn;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A discriminator that is told the label: D(x, y) = f(h) + y E · h, with h the features that a
 * network finds in the picture x, and a row of E for each label, on which h is projected (Miyato
 * and Koyama, cGANs with Projection Discriminator, 2018, equation 4). It takes {@code [batch,
 * inputs + conditions]}, the label beside the picture.
 */
public final class Projection implements Layer {
    private final Layer features;
    private final int inputs;
    private final Dense score;
    private final Parameter embedding;

    /**
     * A projection discriminator.
     *
     * @param features a network from {@code [batch, inputs]} to {@code [batch, found]}
     * @param inputs the numbers of a picture
     * @param found how many features the network gives
     * @param conditions how many numbers a label has, for example 10 in one-hot form
     */
    public Projection(
            Layer features, int inputs, int found, int conditions, RandomGenerator random) {
        this.features = Require.given("features", features);
        this.inputs = Require.size("inputs", inputs);
        this.score = new Dense(Require.size("found", found), 1, random);
        this.embedding =
                new Parameter(
                        "embedding",
                        Dense.uniform(
                                Require.size("conditions", conditions), found, found, random));
    }

    @Override
    public Pass forward(Pass x) {
        check(x);
        Pass h = features.forward(picture(x));
        return score.forward(h).plus(projected(label(x), h));
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        check(x);
        Pass h = features.forward(picture(x));
        Pass moving = features.tangent(picture(x), picture(direction));
        return score.tangent(h, moving)
                .plus(projected(label(x), moving))
                .plus(projected(label(direction), h));
    }

    private Pass projected(Pass label, Pass h) {
        return label.matmul(embedding.pass()).times(h).rowSums();
    }

    private Pass picture(Pass x) {
        return x.columns(0, inputs);
    }

    private Pass label(Pass x) {
        return x.columns(inputs, x.matrix().columns());
    }

    private void check(Pass x) {
        int columns = inputs + embedding.value().rows();
        if (Require.given("x", x).matrix().columns() != columns) {
            throw Require.error(
                    "the layer takes %d numbers with %d conditions beside them, but the batch is"
                            + " %s",
                    inputs, embedding.value().rows(), x.matrix().shape());
        }
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(features.parameters(), score.parameters(), List.of(embedding))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return "Projection(" + Architecture.of(features) + ", " + embedding + ")";
    }
}
