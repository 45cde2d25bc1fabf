package genlab.grading;

import genlab.training.Progress;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Grades all submissions of a folder, some at a time. Each result is a file of its own, written
 * when it is known: a run that was cut off goes on where it ended.
 */
final class FolderGrading {
    private final Grader grader;
    private final Path submissions;
    private final Path results;
    private final OptionalLong seed;

    FolderGrading(Grader grader, Path submissions, Path results, OptionalLong seed) {
        this.grader = grader;
        this.submissions = submissions;
        this.results = results;
        this.seed = seed;
    }

    /**
     * Grades what has no result yet.
     *
     * @param threads how many at a time
     * @return all results, old and new, by the submission's path in the folder
     * @throws NotebookException if there is no submission
     * @throws IOException if the folder can't be read or a result can't be written
     */
    TreeMap<String, Result> run(int threads) throws NotebookException, IOException {
        TreeMap<String, Result> all = new TreeMap<>();
        List<Path> open = new ArrayList<>();
        for (Path file : files()) {
            Result earlier = earlier(file);
            if (earlier == null) {
                open.add(file);
            } else {
                all.put(name(file), earlier);
            }
        }
        if (open.isEmpty() && all.isEmpty()) {
            throw new NotebookException(
                    "the folder must have notebooks (.ipynb), but " + submissions + " has none");
        }
        if (!all.isEmpty()) {
            System.out.println("results kept from before: " + all.size());
        }
        if (!open.isEmpty()) {
            gradeAll(open, threads, all);
        }
        return all;
    }

    private void gradeAll(List<Path> open, int threads, TreeMap<String, Result> all)
            throws IOException {
        List<IOException> failures = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (Progress progress = Progress.of("grading", open.size())) {
            for (Path file : open) {
                workers.submit(
                        () -> {
                            Result result = grader.grade(file, name(file), seed);
                            synchronized (all) {
                                all.put(name(file), result);
                                try {
                                    write(file, result);
                                } catch (IOException e) {
                                    failures.add(e);
                                }
                            }
                            progress.update(done.incrementAndGet());
                        });
            }
            workers.shutdown();
            if (!workers.awaitTermination(30, TimeUnit.DAYS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void write(Path file, Result result) throws IOException {
        try {
            grader.scored(file, result).write(results.resolve("notebooks").resolve(name(file)));
        } catch (NotebookException e) {
            throw new IOException(e);
        }
        // Last, because its being there says that all is done.
        Texts.write(resultFile(file), result.toJson());
    }

    private Result earlier(Path file) throws IOException {
        Path known = resultFile(file);
        Result result = Files.exists(known) ? Result.read(known) : null;
        return result != null && grader.wouldRepeat(result, file, seed) ? result : null;
    }

    private Path resultFile(Path file) {
        String name = name(file);
        return results.resolve("results")
                .resolve(name.substring(0, name.length() - ".ipynb".length()) + ".json");
    }

    private String name(Path file) {
        return submissions.relativize(file).toString();
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                submissions,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                        boolean hidden =
                                !folder.equals(submissions)
                                        && folder.getFileName().toString().startsWith(".");
                        return hidden || folder.equals(results)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".ipynb")) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        System.err.println(file + " can't be read: " + e.getMessage());
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(null);
        return files;
    }
}
