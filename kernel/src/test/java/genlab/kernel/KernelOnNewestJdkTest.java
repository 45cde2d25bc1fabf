package genlab.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;

/** The same on the newest JDK that is installed beside the one that runs the tests. */
class KernelOnNewestJdkTest extends KernelTest {

    @Override
    Path jdk() throws Exception {
        return KernelProcess.newestJdk();
    }

    @Override
    @BeforeAll
    void start() throws Exception {
        boolean newer = KernelProcess.version(jdk()) > Runtime.version().feature();
        if (!newer) {
            System.out.println("skipped: no newer JDK beside " + System.getProperty("java.home"));
        }
        assumeTrue(newer);
        super.start();
    }
}
