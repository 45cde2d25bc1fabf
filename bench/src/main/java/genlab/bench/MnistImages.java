package genlab.bench;

import genlab.data.Digits;
import genlab.data.Mnist;
import genlab.nn.Matrix;
import genlab.sampling.Randoms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The images that workloads and their peers learn from. */
final class MnistImages {
    private static final Matrix ALL = read();

    private MnistImages() {}

    /**
     * The 10,000 test images of MNIST, or as many procedural digits where there are none.
     *
     * @param quick whether only a tenth of them
     */
    static Matrix of(boolean quick) {
        return quick ? ALL.rows(0, ALL.rows() / 10) : ALL;
    }

    private static Matrix read() {
        Optional<Path> folder = Mnist.folder();
        if (folder.isEmpty()) {
            System.err.println("no MNIST files in GENLAB_MNIST: procedural digits instead");
            return Digits.draw(10_000, 28, Randoms.seeded(1)).images();
        }
        try {
            return Mnist.DIGITS.test(folder.get()).images();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
