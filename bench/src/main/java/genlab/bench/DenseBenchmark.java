package genlab.bench;

import genlab.nn.Dense;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A dense layer there and back, at the sizes of the kit's models. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DenseBenchmark {
    /** Batch x inputs x outputs. */
    @Param({
        "500x1x5",
        "500x5x5",
        "500x5x1",
        "1x500x10",
        "1x10x10",
        "512x2x128",
        "512x128x128",
        "512x128x2",
        "128x784x400",
        "128x400x40",
        "128x400x784"
    })
    public String size;

    private Dense dense;
    private Matrix x;
    private Matrix gradient;

    /** Makes a layer and a batch. */
    @Setup
    public void prepare() {
        String[] sizes = size.split("x");
        int batch = Integer.parseInt(sizes[0]);
        int inputs = Integer.parseInt(sizes[1]);
        int outputs = Integer.parseInt(sizes[2]);
        Random random = new Random(1);
        dense = new Dense(inputs, outputs, random);
        x = normal(batch, inputs, random);
        gradient = normal(batch, outputs, random);
    }

    static Matrix normal(int rows, int columns, Random random) {
        Matrix result = Matrix.zeros(rows, columns);
        float[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return result;
    }

    /**
     * The forward pass.
     *
     * @return the output
     */
    @Benchmark
    public Matrix forward() {
        return dense.forward(x).matrix();
    }

    /**
     * The forward pass and the way back, to the input too.
     *
     * @return the gradient
     */
    @Benchmark
    public Matrix forwardAndBack() {
        Pass input = Pass.variable(x);
        dense.forward(input).backward(gradient);
        return input.gradient();
    }
}
