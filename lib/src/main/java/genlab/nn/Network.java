package genlab.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Layers one after the other. */
public final class Network implements Layer {
    private final List<Layer> layers;

    /**
     * A network of given layers.
     *
     * @param layers the layers, first to last, at least one
     * @throws IllegalArgumentException if there is no layer
     */
    public Network(Layer... layers) {
        if (layers.length == 0) {
            throw new IllegalArgumentException(
                    "a network must have at least 1 layer, but was given none");
        }
        this.layers = List.of(layers);
    }

    /**
     * A multilayer perceptron: dense layers with one activation after each hidden layer and another
     * one after the last.
     *
     * @param hidden the activation after each layer but the last
     * @param output the activation after the last layer
     * @param random where the initial weights come from
     * @param sizes the number of features from the input to the output, for example 1, 5, 5, 1
     * @return a network with PyTorch's default initialisation
     * @throws IllegalArgumentException if there are fewer than two sizes, or one is below 1
     */
    public static Network mlp(Layer hidden, Layer output, RandomGenerator random, int... sizes) {
        if (sizes.length < 2) {
            throw new IllegalArgumentException(
                    "a perceptron must have an input and an output size, but was given "
                            + sizes.length
                            + " sizes");
        }
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
        Pass pass = x;
        for (int i = 0; i < layers.size(); i++) {
            pass =
                    isDense(i - 1) && isDense(i + 1)
                            ? between(i, pass)
                            : layers.get(i).forward(pass);
        }
        return pass;
    }

    /**
     * What comes from a dense layer and goes to another one, nobody else sees, nor the gradient
     * that comes back: an activation there writes over both.
     */
    private Pass between(int i, Pass pass) {
        Layer layer = layers.get(i);
        if (layer instanceof Activation activation) {
            return activation.overwrite(pass);
        }
        return layer instanceof LeakyRelu rectifier
                ? rectifier.overwrite(pass)
                : layer.forward(pass);
    }

    private boolean isDense(int i) {
        return i >= 0
                && i < layers.size()
                && (layers.get(i) instanceof Dense || layers.get(i) instanceof SpectralDense);
    }

    @Override
    public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /**
     * The layers.
     *
     * @return the layers, first to last
     */
    public List<Layer> layers() {
        return layers;
    }
}
