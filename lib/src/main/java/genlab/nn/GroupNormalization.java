package genlab.nn;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Group normalisation (Wu and He, Group Normalization, 2018): the channels of each picture, in
 * groups, get mean 0 and variance 1, and then a scale and a shift for each channel. It looks at no
 * other picture, so training and evaluation are the same, and a gradient penalty is allowed. One
 * group is layer normalisation (Ba, Kiros and Hinton, 2016), as many as channels is instance
 * normalisation (Ulyanov, Vedaldi and Lempitsky, 2016).
 *
 * <p>As PyTorch: variances are divided by n, and 1e-5 is added to them.
 */
public final class GroupNormalization implements PictureLayer {
    private static final double EPSILON = 1e-5;

    private final PictureShape shape;
    private final int groups;
    private final Parameter scale;
    private final Parameter shift;

    /**
     * Group normalisation.
     *
     * @param shape of the pictures
     * @param groups how many; the channels are a multiple of it
     */
    public GroupNormalization(PictureShape shape, int groups) {
        this.shape = Require.given("shape", shape);
        this.groups = Require.atLeast("groups", 1, groups);
        Require.that(
                shape.channels() % groups == 0 && shape.size() / groups > 1,
                "groups must divide the channels of the picture %s and leave each more than 1"
                        + " number, but were %d",
                shape,
                groups);
        scale = new Parameter("scale", Matrix.filled(1, shape.channels(), 1));
        shift = new Parameter("shift", Matrix.zeros(1, shape.channels()));
    }

    @Override
    public Pass forward(Pass x) {
        shape.check(Require.given("x", x).matrix());
        return byChannel(
                joined(group -> normalized(group(x, group))),
                z -> z.times(scale.pass()).plus(shift.pass()));
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        shape.check(x.matrix());
        Pass moved =
                joined(
                        group -> {
                            Pass at = group(x, group);
                            Pass z = normalized(at);
                            Pass moving = centred(group(direction, group));
                            // the deviation moves too
                            return moving.minus(z.times(mean(z.times(moving))))
                                    .dividedBy(deviation(centred(at)));
                        });
        return byChannel(moved, z -> z.times(scale.pass()));
    }

    private Pass group(Pass x, int group) {
        int features = shape.size() / groups;
        return x.columns(group * features, (group + 1) * features);
    }

    private Pass joined(IntFunction<Pass> part) {
        Pass all = part.apply(0);
        for (int group = 1; group < groups; group++) {
            all = all.beside(part.apply(group));
        }
        return all;
    }

    private static Pass mean(Pass x) {
        return x.rowSums().dividedBy(x.matrix().columns());
    }

    private static Pass centred(Pass x) {
        return x.minus(mean(x));
    }

    private static Pass deviation(Pass centred) {
        return mean(centred.square()).plus(EPSILON).sqrt();
    }

    private static Pass normalized(Pass x) {
        Pass centred = centred(x);
        return centred.dividedBy(deviation(centred));
    }

    private Pass byChannel(Pass x, UnaryOperator<Pass> change) {
        int rows = x.matrix().rows();
        return change.apply(x.reshape(rows * shape.positions(), shape.channels()))
                .reshape(rows, shape.size());
    }

    @Override
    public PictureShape input() {
        return shape;
    }

    @Override
    public PictureShape output() {
        return shape;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(scale, shift);
    }

    @Override
    public String toString() {
        return "GroupNormalization(" + shape + ", " + groups + ")";
    }
}
