package genlab.grading.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPathTest {

    /** Of jars and folders, of one and of several, and where there is nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "genlab.nn",
                "genlab.grading",
                "genlab.hidden.a1",
                "org.junit.jupiter.api",
                "org.junit",
                "org.nd4j.linalg.factory",
                "org.bytedeco.openblas.global",
                "META-INF.versions.9",
                "no.such.thing",
                ""
            })
    void findsWhatTheCompilerFindsWithoutIt(String packageName) throws Exception {
        var compilers =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        assertEquals(names(compilers, packageName), names(new ClassPath(compilers), packageName));
    }

    private static List<String> names(JavaFileManager files, String packageName) throws Exception {
        List<String> names = new ArrayList<>();
        for (JavaFileObject file :
                files.list(
                        StandardLocation.CLASS_PATH,
                        packageName,
                        Set.of(JavaFileObject.Kind.CLASS),
                        false)) {
            // On the class path a module's description means nothing.
            if (!file.getName().contains("module-info.class")) {
                names.add(file.getName());
            }
        }
        return names;
    }
}
