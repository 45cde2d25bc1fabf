package genlab.kernel;

import java.nio.file.Path;

/** The same on the newest JDK that is installed beside the one that runs the tests. */
@org.junit.jupiter.api.Tag("slow")
class CommandsOnNewestJdkTest extends CommandsTest {

    @Override
    Path jdk() throws Exception {
        return newestJdk();
    }
}
