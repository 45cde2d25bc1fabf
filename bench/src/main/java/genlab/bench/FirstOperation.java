package genlab.bench;

import genlab.nn.Dense;
import genlab.nn.Matrix;
import org.nd4j.linalg.factory.Nd4j;

/** Does an array operation, and prints the seconds since 1970 then. */
final class FirstOperation {
    private FirstOperation() {}

    /**
     * Multiplies two arrays of ones and adds one, by a layer or by ND4J.
     *
     * @param arguments {@code genlab} or {@code nd4j}
     */
    public static void main(String[] arguments) {
        double first = arguments[0].equals("nd4j") ? byNd4j() : byLayer();
        if (first != 4) {
            throw new IllegalStateException("1 + 1 + 1 + 1 was " + first);
        }
        System.out.println(System.currentTimeMillis() / 1e3);
    }

    private static double byLayer() {
        Dense layer = new Dense(Matrix.filled(3, 2, 1), Matrix.filled(1, 2, 1));
        return layer.forward(Matrix.filled(4, 3, 1)).matrix().get(0, 0);
    }

    private static double byNd4j() {
        return Nd4j.ones(4, 3).mmul(Nd4j.ones(3, 2)).add(1).getDouble(0, 0);
    }
}
