package genlab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A multilayer perceptron as one writes it with ND4J alone, gradients by hand. */
final class Nd4jNetwork {
    enum Activation {
        IDENTITY(x -> x, y -> Nd4j.onesLike(y)),
        TANH(x -> Transforms.tanh(x, true), y -> y.mul(y).rsubi(1)),
        SIGMOID(x -> Transforms.sigmoid(x, true), y -> y.rsub(1).muli(y)),
        RELU(x -> Transforms.relu(x, true), y -> y.gt(0).castTo(y.dataType())),
        LEAKY_RELU(
                x -> Transforms.leakyRelu(x, 0.2, true),
                y -> y.gt(0).castTo(y.dataType()).muli(0.8).addi(0.2));

        final UnaryOperator<INDArray> function;
        final UnaryOperator<INDArray> derivativeFromOutput;

        Activation(UnaryOperator<INDArray> function, UnaryOperator<INDArray> derivativeFromOutput) {
            this.function = function;
            this.derivativeFromOutput = derivativeFromOutput;
        }
    }

    private final List<INDArray> weights = new ArrayList<>();
    private final List<INDArray> biases = new ArrayList<>();
    private final List<INDArray> weightGradients = new ArrayList<>();
    private final List<INDArray> biasGradients = new ArrayList<>();
    private final List<Consumer<INDArray>> updates = new ArrayList<>();
    private final Activation hidden;
    private final Activation output;
    private int steps;

    private Nd4jNetwork(Activation hidden, Activation output, int... sizes) {
        this.hidden = hidden;
        this.output = output;
        for (int i = 1; i < sizes.length; i++) {
            double bound = 1 / Math.sqrt(sizes[i - 1]);
            weights.add(Nd4j.rand(sizes[i - 1], sizes[i]).muli(2 * bound).subi(bound));
            biases.add(Nd4j.rand(1, sizes[i]).muli(2 * bound).subi(bound));
            weightGradients.add(Nd4j.zeros(sizes[i - 1], sizes[i]));
            biasGradients.add(Nd4j.zeros(1, sizes[i]));
        }
    }

    /** Plain momentum, as PyTorch's SGD: v = 0.9 v + g, w = w - 0.001 v. */
    static Nd4jNetwork withMomentum(Activation hidden, Activation output, int... sizes) {
        Nd4jNetwork network = new Nd4jNetwork(hidden, output, sizes);
        network.all()
                .forEach(
                        parameter -> {
                            INDArray velocity = Nd4j.zerosLike(parameter);
                            network.updates.add(
                                    gradient -> {
                                        velocity.muli(0.9).addi(gradient);
                                        parameter.subi(velocity.mul(1e-3));
                                    });
                        });
        return network;
    }

    static Nd4jNetwork withAdam(double beta1, Activation hidden, Activation output, int... sizes) {
        Nd4jNetwork network = new Nd4jNetwork(hidden, output, sizes);
        Adam settings = new Adam(1e-3, beta1, 0.999, 1e-8);
        network.all()
                .forEach(
                        parameter -> {
                            INDArray state = Nd4j.zeros(1, 2 * parameter.length());
                            AdamUpdater updater = new AdamUpdater(settings);
                            updater.setStateViewArray(state, parameter.shape(), 'c', true);
                            network.updates.add(
                                    gradient -> {
                                        INDArray update = gradient.dup();
                                        updater.applyUpdater(update, network.steps, 0);
                                        parameter.subi(update);
                                    });
                        });
        return network;
    }

    private List<INDArray> all() {
        List<INDArray> all = new ArrayList<>(weights);
        all.addAll(biases);
        return all;
    }

    /** The input and what each layer makes of it. */
    List<INDArray> forward(INDArray x) {
        List<INDArray> values = new ArrayList<>();
        values.add(x);
        for (int i = 0; i < weights.size(); i++) {
            INDArray sum = values.get(i).mmul(weights.get(i)).addiRowVector(biases.get(i));
            values.add(activation(i).function.apply(sum));
        }
        return values;
    }

    private Activation activation(int layer) {
        return layer == weights.size() - 1 ? output : hidden;
    }

    /** Adds to the gradients, and returns that of the input. */
    INDArray backward(List<INDArray> values, INDArray outputGradient) {
        INDArray gradient = outputGradient;
        for (int i = weights.size() - 1; i >= 0; i--) {
            gradient = gradient.mul(activation(i).derivativeFromOutput.apply(values.get(i + 1)));
            weightGradients.get(i).addi(values.get(i).transpose().mmul(gradient));
            biasGradients.get(i).addi(gradient.sum(true, 0));
            gradient = gradient.mmul(weights.get(i).transpose());
        }
        return gradient;
    }

    void zeroGradients() {
        weightGradients.forEach(gradient -> gradient.assign(0));
        biasGradients.forEach(gradient -> gradient.assign(0));
    }

    void step() {
        List<INDArray> gradients = new ArrayList<>(weightGradients);
        gradients.addAll(biasGradients);
        for (int i = 0; i < updates.size(); i++) {
            updates.get(i).accept(gradients.get(i));
        }
        steps++;
    }
}
