package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerFilesTest {

    private final StandardJavaFileManager real =
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
    private final List<String> calls = new ArrayList<>();
    private final StandardJavaFileManager files =
            CompilerFiles.quick(
                    (StandardJavaFileManager)
                            Proxy.newProxyInstance(
                                    getClass().getClassLoader(),
                                    new Class<?>[] {StandardJavaFileManager.class},
                                    (proxy, method, arguments) -> {
                                        calls.add(method.getName());
                                        return method.invoke(real, arguments);
                                    }));

    private void tell(String option, String value) {
        assertTrue(files.handleOption(option, List.of(value).iterator()));
    }

    @Test
    void passesAReleaseOnOnce() {
        tell("--multi-release", "17");
        tell("--multi-release", "17");
        assertEquals(List.of("handleOption"), calls);
        tell("--multi-release", "11");
        assertEquals(List.of("handleOption", "handleOption"), calls);
    }

    @Test
    void passesEverythingElseOn(@TempDir Path folder) {
        tell("-classpath", folder.toString());
        assertEquals(
                folder.toFile(), files.getLocation(StandardLocation.CLASS_PATH).iterator().next());
        assertEquals(List.of("handleOption", "getLocation"), calls);
        assertThrows(NullPointerException.class, () -> CompilerFiles.quick(real).hasLocation(null));
    }
}
