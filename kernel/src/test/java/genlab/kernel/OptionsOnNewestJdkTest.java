package genlab.kernel;

import java.nio.file.Path;

/** The same on the newest JDK that is installed beside the one that runs the tests. */
@org.junit.jupiter.api.Tag("slow")
class OptionsOnNewestJdkTest extends OptionsTest {

    @Override
    Path jdk() throws Exception {
        return RunningKernel.newestJdk();
    }

    @Override
    String preview() {
        return "long big = 5;\n"
                + "switch (big) { case int i -> \"number\"; case long l -> \"other\"; }";
    }
}
