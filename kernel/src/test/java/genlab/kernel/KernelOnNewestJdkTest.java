package genlab.kernel;

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
        KernelProcess.assumeNewer(jdk());
        super.start();
    }
}
