package genlab.bench;

import genlab.nn.Dense;
import genlab.nn.Matrix;
import java.lang.management.ManagementFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Prints how many seconds after the start of the JVM the first array operation was done. */
final class FirstOperation {
    private FirstOperation() {}

    /**
     * Makes an array, sends it through a layer and adds one.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        INDArray x = Nd4j.ones(4, 3);
        Dense layer = new Dense(Matrix.filled(3, 2, 1), Matrix.zeros(1, 2));
        double first = layer.forward(Matrix.of(x)).matrix().toArray().add(1).getDouble(0, 0);
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        if (first != 4) {
            throw new IllegalStateException("1 + 1 + 1 + 1 was " + first);
        }
        System.out.println((System.currentTimeMillis() - started) / 1e3);
    }
}
