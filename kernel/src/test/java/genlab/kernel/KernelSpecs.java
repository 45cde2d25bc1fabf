package genlab.kernel;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** How the kernels of tests start: on the class path of the tests. */
final class KernelSpecs {

    private KernelSpecs() {}

    /**
     * A kernel without an archive of classes, which takes longer to make than the tests save by it.
     *
     * @param folder takes reports of crashes
     * @param library what cells see besides
     */
    static KernelSpec spec(Path javaHome, Path folder, Path... library) {
        List<Path> classpath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
        return new KernelSpec(
                javaHome, classpath, List.of(library), folder.resolve(KernelSpec.ARCHIVE_NAME));
    }

    /** What {@code kernel.json} says, with options of the JVM besides. */
    static JsonObject withOptions(String kernelJson, List<String> jvmOptions) {
        JsonObject json = JsonParser.parseString(kernelJson).getAsJsonObject();
        List<JsonPrimitive> options = jvmOptions.stream().map(JsonPrimitive::new).toList();
        json.getAsJsonArray("argv").asList().addAll(1, options);
        return json;
    }

    /** Installs a kernel with one compiler where {@code JUPYTER_PATH} names the folder. */
    static void install(Path folder) throws IOException {
        Path kernel = folder.resolve("kernels").resolve("java");
        spec(Path.of(System.getProperty("java.home")), folder).write(kernel);
        Path file = kernel.resolve("kernel.json");
        Files.writeString(
                file, withOptions(Files.readString(file), KernelProcess.ONE_COMPILER).toString());
    }
}
