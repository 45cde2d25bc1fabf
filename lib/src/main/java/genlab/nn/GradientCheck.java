package genlab.nn;

import java.util.function.Function;

/** Compares gradients with finite differences. */
public final class GradientCheck {
    private GradientCheck() {}

    /**
     * How far a layer's way back is from the central differences of its forward pass: the largest
     * of the relative errors |analytic - numeric| / (|analytic| + |numeric|), norms taken over the
     * input's gradient and over each parameter's.
     *
     * @param layer the layer to check
     * @param x a batch to check it at, {@code [batch, features]}; keep away from kinks
     * @param loss turns the output into a loss
     * @param step the size of the differences; 1e-2 suits float32
     * @return about 1e-3 or less for a right gradient. A wrong one gives more, but not always much:
     *     1 for a gradient of the wrong sign, 0.33 for half the right one, 0.05 if it is 10 % off;
     *     and one wrong element of 3,000 may give 0.001, which reads as right, so check small
     *     layers
     */
    public static double relativeError(
            Layer layer, Matrix x, Function<Pass, Pass> loss, double step) {
        Require.given("layer", layer);
        Require.given("loss", loss);
        Require.finite("x", 1, x);
        Require.that(step > 0 && step <= 1, "step must be in (0, 1], but was %s; try 0.01", step);
        layer.zeroGradients();
        Pass input = Pass.variable(x);
        loss.apply(layer.forward(input)).backward();
        double worst = relativeError(layer, x, x, input.gradient(), loss, step);
        for (Parameter parameter : layer.parameters()) {
            if (parameter.frozen()) {
                continue; // it gets no gradient
            }
            worst =
                    Math.max(
                            worst,
                            relativeError(
                                    layer, x, parameter.value(), parameter.gradient(), loss, step));
        }
        return worst;
    }

    private static double relativeError(
            Layer layer,
            Matrix x,
            Matrix changed,
            Matrix analytic,
            Function<Pass, Pass> loss,
            double step) {
        float[] values = changed.values();
        double difference = 0;
        double ofAnalytic = 0;
        double ofNumeric = 0;
        for (int i = 0; i < values.length; i++) {
            float old = values[i];
            float above = (float) (old + step);
            float below = (float) (old - step);
            values[i] = above;
            double lossAbove = loss.apply(layer.forward(x)).value();
            values[i] = below;
            double lossBelow = loss.apply(layer.forward(x)).value();
            values[i] = old;
            double numeric = (lossAbove - lossBelow) / ((double) above - below);
            double exact = analytic.values()[i];
            difference += (exact - numeric) * (exact - numeric);
            ofAnalytic += exact * exact;
            ofNumeric += numeric * numeric;
        }
        double norms = Math.sqrt(ofAnalytic) + Math.sqrt(ofNumeric);
        return norms == 0 ? 0 : Math.sqrt(difference) / norms;
    }
}
