package genlab.kernel;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Lets JShell read the documentation comments of libraries whose jars carry their sources in {@code
 * META-INF/sources}. JShell looks into the JDK's sources only and offers no way to add others, so
 * this reaches into it, which {@link KernelSpec} permits; where that fails, there is no comment.
 */
final class LibrarySources {

    private static final String FOLDER = "META-INF/sources";

    private LibrarySources() {}

    static void addTo(SourceCodeAnalysis analysis) {
        try {
            Method find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            Field known = analysis.getClass().getDeclaredField("availableSources");
            known.setAccessible(true);
            List<Path> sources = new ArrayList<>();
            for (Object path : (List<?>) find.invoke(analysis)) {
                sources.add((Path) path);
            }
            for (URL folder : Collections.list(ClassLoader.getSystemResources(FOLDER))) {
                sources.add(path(folder.toURI()));
            }
            known.set(analysis, sources);
        } catch (ReflectiveOperationException
                | IOException
                | URISyntaxException
                | RuntimeException e) {
            // help without comments is help, too
        }
    }

    private static Path path(URI folder) throws IOException {
        if (!folder.getScheme().equals("jar")) {
            return Path.of(folder);
        }
        URI jar = URI.create(folder.getSchemeSpecificPart().replaceFirst("!.*", ""));
        FileSystem inside = FileSystems.newFileSystem(Path.of(jar), Map.of());
        return inside.getPath("/" + FOLDER);
    }
}
