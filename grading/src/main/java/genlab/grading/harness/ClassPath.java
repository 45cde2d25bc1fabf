package genlab.grading.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The compiler's view of this process's class path: it opens the jars that have the package it asks
 * for. Left alone it reads all jars before it compiles a line, and for each JShell anew.
 */
final class ClassPath extends ForwardingJavaFileManager<StandardJavaFileManager>
        implements StandardJavaFileManager {

    /** The packages of each jar; of a folder null, as it may have any. */
    private static final Map<Entry, Set<String>> PACKAGES = packages();

    ClassPath(StandardJavaFileManager compilers) {
        super(compilers);
        try {
            for (Entry entry : PACKAGES.keySet()) {
                compilers.setLocationFromPaths(entry, List.of(entry.path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An entry of the class path, which the compiler may look into alone. */
    private record Entry(Path path) implements Location {
        @Override
        public String getName() {
            return path.toString();
        }

        @Override
        public boolean isOutputLocation() {
            return false;
        }
    }

    private static Map<Entry, Set<String>> packages() {
        Map<Entry, Set<String>> packages = new LinkedHashMap<>();
        try {
            Path kept = Path.of(System.getProperty("genlab.packages", ""));
            Iterator<String> known =
                    Files.isRegularFile(kept) ? Files.readAllLines(kept).iterator() : null;
            List<String> lines = new ArrayList<>();
            for (String name : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path path = Path.of(name);
                if (Files.isDirectory(path)) {
                    packages.put(new Entry(path), null);
                } else if (Files.exists(path)) {
                    String line = known == null ? packages(path) : known.next();
                    packages.put(new Entry(path), Set.of(line.split(" ")));
                    lines.add(line);
                }
            }
            if (known == null && !kept.toString().isEmpty()) {
                Files.write(kept, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packages;
    }

    /** The packages of a jar, separated by spaces. */
    private static String packages(Path jar) throws IOException {
        Set<String> packages = new TreeSet<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
                    packages.add(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
                }
            }
        }
        return packages.stream()
                // what is there for newer versions of Java only
                .map(folder -> folder.replaceFirst("^META-INF/versions/\\d+/?", ""))
                .map(folder -> folder.replace('/', '.'))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        if (location != StandardLocation.CLASS_PATH || recurse) {
            return super.list(location, packageName, kinds, recurse);
        }
        List<JavaFileObject> found = new ArrayList<>();
        for (Map.Entry<Entry, Set<String>> each : PACKAGES.entrySet()) {
            if (each.getValue() == null || each.getValue().contains(packageName)) {
                super.list(each.getKey(), packageName, kinds, false).forEach(found::add);
            }
        }
        return found;
    }

    /** For each statement the compiler would search all jars for plug-ins: there are none. */
    @Override
    public ClassLoader getClassLoader(Location location) {
        return ClassLoader.getPlatformClassLoader();
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
            Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(
            Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override
    public Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }
}
