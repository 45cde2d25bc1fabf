package genlab.bench;

import genlab.nn.Dense;
import genlab.nn.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Does an array operation, and prints the seconds since 1970 then. */
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
        if (first != 4) {
            throw new IllegalStateException("1 + 1 + 1 + 1 was " + first);
        }
        System.out.println(System.currentTimeMillis() / 1e3);
    }
}
