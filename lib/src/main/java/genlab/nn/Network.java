package genlab.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Layers one after the other. */
public final class Network implements Layer {
    private final List<Layer> layers;

    /**
     * A network of given layers, first to last.
     *
     * @throws IllegalArgumentException if there is no layer
     */
    public Network(Layer... layers) {
        Require.that(
                Require.given("layers", layers).length > 0,
                "a network must have at least 1 layer, but was given none");
        for (int i = 0; i < layers.length; i++) {
            Require.given("layer " + i, layers[i]);
        }
        this.layers = List.of(layers);
    }

    /**
     * A multilayer perceptron: dense layers with one activation after each hidden layer and another
     * one after the last.
     *
     * @param hidden the activation after each layer but the last
     * @param output the activation after the last layer
     * @param sizes the number of features from the input to the output, for example 1, 5, 5, 1
     * @return a network with PyTorch's default initialisation
     */
    public static Network mlp(Layer hidden, Layer output, RandomGenerator random, int... sizes) {
        Require.that(
                Require.given("sizes", sizes).length >= 2,
                "a perceptron must have an input and an output size, but was given %d sizes",
                sizes.length);
        Require.given("hidden", hidden);
        Require.given("output", output);
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.length; i++) {
            layers.add(new Dense(sizes[i - 1], sizes[i], random));
            Layer activation = i < sizes.length - 1 ? hidden : output;
            if (activation != Activation.IDENTITY) {
                layers.add(activation);
            }
        }
        return new Network(layers.toArray(Layer[]::new));
    }

    @Override
    public Pass forward(Pass x) {
        Pass pass = Require.given("x", x);
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            boolean last = i + 1 == layers.size();
            // a function of every element is applied while a product is at hand
            Elementwise next = last ? null : Elementwise.of(layers.get(i + 1));
            if (layer instanceof Dense dense) {
                pass = dense.forward(pass, next);
            } else if (layer instanceof SpectralDense dense) {
                pass = dense.forward(pass, next);
            } else {
                pass = layer.forward(pass);
                continue;
            }
            i += next == null ? 0 : 1;
        }
        return pass;
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        Pass at = x;
        Pass moving = direction;
        for (int i = 0; i < layers.size(); i++) {
            moving = layers.get(i).tangent(at, moving);
            at = i + 1 < layers.size() ? layers.get(i).forward(at) : at;
        }
        return moving;
    }

    @Override
    public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /** The layers, first to last. */
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public String toString() {
        return Architecture.of(this);
    }
}
