package genlab.charts;

import genlab.nn.Activation;
import genlab.nn.Dense;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Require;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A latent plane to play with: the reader drags a point over it and sees the decoded image at once,
 * without a kernel, since the decoder travels with the page.
 *
 * <pre>{@code
 * // the decoder of a Bernoulli VAE gives logits; the sigmoid makes pixels of them
 * LatentExplorer.of(new Network(vae.decoder(), Activation.SIGMOID), codes, labels)
 * }</pre>
 *
 * <p>Weights travel as bytes: one scale an output, 127 steps to each side, which moves a pixel by
 * less than one can see. A decoder of 2-400-784 takes 420 kB of the page.
 */
public final class LatentExplorer implements Rendered {
    private static final String SCRIPT = Page.resource("explorer.js");
    private static final int LARGEST = 1_000_000;
    private static final int MOST_POINTS = 2000;

    private final List<Object> layers;
    private final Matrix codes;
    private final int[] labels;
    private final int side;
    private final double reach;

    private LatentExplorer(List<Object> layers, Matrix codes, int[] labels, int side) {
        this.layers = layers;
        this.codes = codes;
        this.labels = labels;
        this.side = side;
        double[] sizes = new double[codes.values().length];
        Arrays.setAll(sizes, i -> Math.abs(codes.values()[i]));
        Arrays.sort(sizes);
        // Nearly all codes; a stray one must not shrink the plane.
        this.reach = Math.max(1, Math.ceil(2 * sizes[(int) (0.99 * (sizes.length - 1))]) / 2);
    }

    /**
     * An explorer of a decoder's latent plane.
     *
     * @param decoder maps {@code [n, 2]} to square images of pixels in [0, 1]; a network of dense
     *     layers and activations
     * @param codes codes of data to show in the plane, {@code [n, 2]}
     * @param labels one label a code
     * @throws IllegalArgumentException if the decoder holds another kind of layer, takes another
     *     number of latents, gives no square images, or takes over a megabyte
     */
    public static LatentExplorer of(Layer decoder, Matrix codes, int[] labels) {
        Require.given("decoder", decoder);
        Checks.plane("codes", Require.finite("codes", 1, codes));
        Require.length("labels", codes.rows(), Require.given("labels", labels).length);
        Matrix image = decoder.forward(Matrix.zeros(1, 2)).matrix();
        List<Object> layers = new ArrayList<>();
        add(decoder, layers);
        int size = Json.write(layers).length();
        Require.that(
                size <= LARGEST,
                "decoder must take at most %d characters of the page, but takes %d; give it fewer"
                        + " hidden units",
                LARGEST,
                size);
        return new LatentExplorer(
                layers, codes, labels.clone(), Images.side("decoder's image", image));
    }

    private static void add(Layer layer, List<Object> layers) {
        if (layer instanceof Network network) {
            network.layers().forEach(inner -> add(inner, layers));
        } else if (layer instanceof Dense) {
            layers.add(
                    dense(
                            layer.parameters().get(0).value(),
                            layer.parameters().get(1).value().values()));
        } else if (layer instanceof Activation activation) {
            layers.add(Map.of("activation", activation.name()));
        } else {
            throw Require.error(
                    "decoder must be a network of dense layers and activations, but holds %s; use"
                            + " Dense, Activation and Network",
                    layer.getClass().getSimpleName());
        }
    }

    private static Map<String, Object> dense(Matrix weight, float[] bias) {
        int inputs = weight.rows();
        int outputs = weight.columns();
        byte[] steps = new byte[inputs * outputs];
        ByteBuffer floats = ByteBuffer.allocate(8 * outputs).order(ByteOrder.LITTLE_ENDIAN);
        for (int output = 0; output < outputs; output++) {
            float largest = 0;
            for (int input = 0; input < inputs; input++) {
                largest = Math.max(largest, Math.abs(weight.get(input, output)));
            }
            float scale = largest / 127;
            for (int input = 0; input < inputs; input++) {
                steps[output * inputs + input] =
                        (byte) (scale == 0 ? 0 : Math.round(weight.get(input, output) / scale));
            }
            floats.putFloat(4 * output, scale).putFloat(4 * (outputs + output), bias[output]);
        }
        Base64.Encoder base64 = Base64.getEncoder();
        return Json.of(
                "inputs: ?, outputs: ?, weights: ?, scales: ?",
                inputs,
                outputs,
                base64.encodeToString(steps),
                base64.encodeToString(floats.array()));
    }

    @Override
    public String html() {
        String id = Page.newId();
        int shown = Math.min(MOST_POINTS, codes.rows());
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            points.add(
                    new double[] {
                        Json.round(codes.get(i, 0)), Json.round(codes.get(i, 1)), labels[i]
                    });
        }
        Map<String, Object> model =
                Json.of(
                        "layers: ?, points: ?, side: ?, reach: ?, colors: ?",
                        layers,
                        points,
                        side,
                        reach,
                        IntStream.range(0, 10).mapToObj(Palette::ofClass).toList());
        return "<div class=\"genlab-explorer\" id=\""
                + id
                + "\" data-genlab=\"waiting\"><p>"
                + Text.escape(text())
                + "</p></div>\n<script>"
                + Page.RUNTIME
                + SCRIPT
                + "window.genlab.explore(\""
                + id
                + "\","
                + Json.write(model)
                + ");</script>";
    }

    @Override
    public String text() {
        return String.format(
                "Latent explorer: %d codes in a plane from -%s to %s; drag the point and see the"
                        + " decoded image of %d x %d pixels",
                codes.rows(), reach, reach, side, side);
    }

    @Override
    public String toString() {
        return text();
    }
}
