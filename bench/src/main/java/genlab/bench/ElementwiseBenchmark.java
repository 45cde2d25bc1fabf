package genlab.bench;

import genlab.nn.Activation;
import genlab.nn.Adam;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Activations, losses and the optimizer, per element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@OperationsPerInvocation(ElementwiseBenchmark.ELEMENTS)
public class ElementwiseBenchmark {
    static final int ROWS = 128;
    static final int COLUMNS = 100;
    static final int ELEMENTS = ROWS * COLUMNS;

    private Matrix x;
    private Matrix target;
    private Matrix gradient;
    private Optimizer adam;

    /** Makes a batch. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        x = DenseBenchmark.normal(ROWS, COLUMNS, random);
        target = Activation.SIGMOID.forward(x).matrix();
        gradient = DenseBenchmark.normal(ROWS, COLUMNS, random);
        Parameter parameter = new Parameter("w", DenseBenchmark.normal(ROWS, COLUMNS, random));
        System.arraycopy(x.values(), 0, parameter.gradient().values(), 0, ELEMENTS);
        adam = new Adam(List.of(parameter), 1e-5);
    }

    private Matrix thereAndBack(Activation activation) {
        Pass input = Pass.variable(x);
        activation.forward(input).backward(gradient);
        return input.gradient();
    }

    /**
     * tanh there and back.
     *
     * @return the gradient
     */
    @Benchmark
    public Matrix tanh() {
        return thereAndBack(Activation.TANH);
    }

    /**
     * The logistic function there and back.
     *
     * @return the gradient
     */
    @Benchmark
    public Matrix sigmoid() {
        return thereAndBack(Activation.SIGMOID);
    }

    /**
     * The rectifier there and back.
     *
     * @return the gradient
     */
    @Benchmark
    public Matrix relu() {
        return thereAndBack(Activation.RELU);
    }

    /**
     * Binary cross entropy of logits and its gradient.
     *
     * @return the loss
     */
    @Benchmark
    public Pass crossEntropyFromLogits() {
        return Losses.binaryCrossEntropyFromLogits().of(Pass.constant(x), target);
    }

    /** A step of Adam. */
    @Benchmark
    public void adam() {
        adam.step();
    }
}
