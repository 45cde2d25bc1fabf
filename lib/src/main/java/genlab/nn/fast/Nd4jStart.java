package genlab.nn.fast;

import org.bytedeco.openblas.presets.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J, when it starts, sets OpenBLAS's threads too: whoever uses ND4J starts it here. */
public final class Nd4jStart {
    static {
        Nd4j.getBackend();
        useOneThreadInOpenBlas();
    }

    private Nd4jStart() {}

    /** Starts ND4J if it is not started yet. */
    public static void ensure() {
        // loading this class has done it
    }

    /**
     * The threads of a product are {@link WorkerThreads}: if the machine is busy with something
     * else the caller does their part. Threads of OpenBLAS, which wait for each other in loops,
     * make products many times slower then.
     */
    private static void useOneThreadInOpenBlas() {
        openblas_nolapack.blas_set_num_threads(1);
    }
}
