package genlab.nn;

import java.util.List;
import java.util.stream.Collectors;

/** What a network is built of, in words: to tell two networks apart. */
public final class Architecture {
    private Architecture() {}

    /**
     * The layer and its sizes, for example {@code Network(Dense(2, 128), LeakyRelu(0.2), Dense(128,
     * 1))}.
     */
    public static String of(Layer layer) {
        Require.given("layer", layer);
        if (layer instanceof Network network) {
            return "Network(" + of(network.layers()) + ")";
        }
        String text = layer.toString();
        boolean own =
                !text.startsWith(layer.getClass().getName() + "@") && !layer.getClass().isHidden();
        return own ? text : "a layer of your own";
    }

    private static String of(List<Layer> layers) {
        return layers.stream().map(Architecture::of).collect(Collectors.joining(", "));
    }
}
