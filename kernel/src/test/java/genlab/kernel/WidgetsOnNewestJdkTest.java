package genlab.kernel;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The same on the newest JDK that is installed beside the one that runs the tests. */
@Tag("slow")
class WidgetsOnNewestJdkTest extends WidgetsTest {

    @Override
    Path jdk() throws Exception {
        return newestJdk();
    }
}
