package genlab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A multilayer perceptron as one writes it with ND4J alone, gradients by hand. */
final class Nd4jNetwork {
    enum Activation {
        IDENTITY(x -> x, y -> Nd4j.onesLike(y)),
        TANH(x -> Transforms.tanh(x, true), y -> y.mul(y).rsubi(1)),
        SIGMOID(x -> Transforms.sigmoid(x, true), y -> y.rsub(1).muli(y)),
        RELU(x -> Transforms.relu(x, true), y -> y.gt(0).castTo(y.dataType()));

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
    private final List<GradientUpdater<?>> updaters = new ArrayList<>();
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

    static Nd4jNetwork withMomentum(Activation hidden, Activation output, int... sizes) {
        Nd4jNetwork network = new Nd4jNetwork(hidden, output, sizes);
        Nesterovs settings = new Nesterovs(1e-3, 0.9);
        network.all()
                .forEach(
                        parameter -> {
                            INDArray state = Nd4j.zeros(1, parameter.length());
                            NesterovsUpdater updater = new NesterovsUpdater(settings);
                            updater.setStateViewArray(state, parameter.shape(), 'c', true);
                            network.updaters.add(updater);
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
                            network.updaters.add(updater);
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
        List<INDArray> parameters = all();
        for (int i = 0; i < parameters.size(); i++) {
            INDArray update = gradients.get(i).dup();
            updaters.get(i).applyUpdater(update, steps, 0);
            parameters.get(i).subi(update);
        }
        steps++;
    }
}
