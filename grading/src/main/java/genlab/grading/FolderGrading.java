package genlab.grading;

import genlab.training.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
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
     * What a run found.
     *
     * @param results all results, old and new, by the submission's path in the folder
     * @param failures what could not be graded or written, a sentence each
     */
    record Outcome(SortedMap<String, Result> results, List<String> failures) {}

    /**
     * Grades what has no result yet. One submission's failure never keeps the others from theirs.
     *
     * @param files the submissions, in the folder
     * @param threads how many at a time
     * @return the results
     */
    Outcome run(List<Path> files, int threads) {
        SortedMap<String, Result> all = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        List<Path> open = new ArrayList<>();
        for (Path file : files) {
            tryOne(
                    file,
                    failures,
                    () -> {
                        Result earlier = earlier(file);
                        if (earlier == null) {
                            open.add(file);
                        } else {
                            all.put(name(file), earlier);
                        }
                    });
        }
        if (!all.isEmpty()) {
            System.out.println("results kept from before: " + all.size());
        }
        if (!open.isEmpty()) {
            gradeAll(open, threads, all, failures);
        }
        return new Outcome(all, failures);
    }

    private void gradeAll(
            List<Path> open, int threads, SortedMap<String, Result> all, List<String> failures) {
        AtomicInteger done = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (Progress progress = Progress.of("grading", open.size())) {
            for (Path file : open) {
                workers.submit(
                        () -> {
                            tryOne(
                                    file,
                                    failures,
                                    () -> {
                                        Result result = grader.grade(file, name(file), seed);
                                        synchronized (all) {
                                            all.put(name(file), result);
                                        }
                                        write(file, result);
                                    });
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
    }

    private interface Step {
        void run() throws IOException, NotebookException, SandboxException;
    }

    private void tryOne(Path file, List<String> failures, Step step) {
        try {
            step.run();
        } catch (InvalidPathException e) {
            note(failures, file, "its name needs another locale: start again with LC_ALL=C.UTF-8");
        } catch (SandboxException e) {
            note(failures, file, e.getMessage() + "; start the same command again");
        } catch (Exception | Error e) {
            note(failures, file, String.valueOf(e));
        }
    }

    private void note(List<String> failures, Path file, String reason) {
        synchronized (failures) {
            failures.add(Texts.clean(name(file), 300) + ": " + Texts.clean(reason, 300));
        }
    }

    private void write(Path file, Result result) throws IOException, NotebookException {
        grader.scored(file, result).write(results.resolve("notebooks").resolve(name(file)));
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
}
