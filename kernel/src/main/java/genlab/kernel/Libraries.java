package genlab.kernel;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars and folders that cells see: those that they add, which win, and those that the kernel
 * was started with.
 */
final class Libraries {

    /** Looks for its implementation among the jars beside it, so it must be loaded with them. */
    private static final String LOOKS_BESIDE_IT = "slf4j/slf4j-api";

    private final CellLoader loader;
    private final String start = System.getProperty("java.class.path");
    private final Map<String, Artifact> ofStart = new HashMap<>();
    private final Map<String, Artifact> ofCells = new HashMap<>();
    private final List<Path> added = new ArrayList<>();

    /** A jar in a Maven repository: the last part of its group and its name, and its version. */
    record Artifact(String name, String version, Path jar) {

        String shortName() {
            return name.substring(name.indexOf('/') + 1);
        }

        /** Null if the jar lies elsewhere. */
        static Artifact of(Path jar) {
            Path folder = jar.toAbsolutePath().getParent();
            if (folder == null || folder.getNameCount() < 3) {
                return null;
            }
            String version = folder.getFileName().toString();
            String file = jar.getFileName().toString();
            String start = folder.getParent().getFileName() + "-" + version;
            if (!file.startsWith(start)) {
                return null;
            }
            Path group = folder.getParent().getParent().getFileName();
            String name = group + "/" + file.replaceFirst("-" + version, "").replace(".jar", "");
            return new Artifact(name, version, jar);
        }
    }

    Libraries(CellLoader loader) {
        this.loader = loader;
        for (String element : start.split(File.pathSeparator)) {
            Artifact artifact = Artifact.of(Path.of(element));
            if (artifact != null) {
                ofStart.putIfAbsent(artifact.name, artifact);
            }
        }
    }

    /**
     * Chooses what is to be added.
     *
     * @param keep whether what the kernel was started with stays, whatever its version
     * @param notes is told where versions differ: which is used, and how to change that
     * @return those that are not there yet
     */
    List<Path> choose(List<Path> wanted, boolean keep, Consumer<String> notes) {
        List<Path> chosen = new ArrayList<>();
        List<String> replaced = new ArrayList<>();
        for (Path path : wanted) {
            Artifact artifact = Artifact.of(path);
            boolean isNew =
                    artifact == null
                            ? !start.contains(path.toString())
                            : isNew(artifact, keep, notes, replaced);
            if (isNew && !added.contains(path)) {
                chosen.add(path);
                added.add(path);
            }
        }
        if (!replaced.isEmpty()) {
            notes.accept(
                    "From now on cells use "
                            + String.join(", ", replaced)
                            + ". For the kit's version in cells, too, restart the kernel and run"
                            + " %maven --kit ...");
        }
        return chosen;
    }

    private boolean isNew(
            Artifact artifact, boolean keep, Consumer<String> notes, List<String> replaced) {
        Artifact before = ofCells.get(artifact.name);
        Artifact kits = ofStart.get(artifact.name);
        if (before != null) {
            tellStays(
                    before,
                    artifact,
                    " stays, an earlier cell added it; for %s restart the kernel.",
                    notes);
            return false;
        }
        boolean same = kits != null && kits.version.equals(artifact.version);
        if (same && !artifact.name.equals(LOOKS_BESIDE_IT)) {
            return false;
        }
        if (kits != null && (keep || loader.uses(kits.jar.toFile()))) {
            String why =
                    keep
                            ? "leave out --kit to change that."
                            : "cells use it already: to change that, restart the kernel and run"
                                    + " %%maven first.";
            tellStays(kits, artifact, " of the kit stays, not %s; " + why, notes);
            return false;
        }
        ofCells.put(artifact.name, artifact);
        if (kits != null && !same) {
            replaced.add(
                    String.format(
                            "%s %s (the kit's library its own %s)",
                            artifact.shortName(), artifact.version, kits.version));
        }
        return true;
    }

    private static void tellStays(
            Artifact there, Artifact wanted, String format, Consumer<String> notes) {
        if (!there.version.equals(wanted.version)) {
            String name = there.shortName() + " " + there.version;
            notes.accept(name + String.format(format, wanted.version));
        }
    }

    /** The whole class path, in the order in which it is looked through. */
    String classpath() {
        return Stream.concat(added.stream().map(Path::toString), Stream.of(start))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
