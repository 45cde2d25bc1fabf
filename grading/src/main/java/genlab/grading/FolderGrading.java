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
    private final Wishes wishes;

    FolderGrading(Grader grader, Path submissions, Path results, Wishes wishes) {
        this.grader = grader;
        this.submissions = submissions;
        this.results = results;
        this.wishes = wishes;
    }

    /**
     * What may be other than usual.
     *
     * @param seed where random inputs start, if somebody chose it
     * @param again whether results that are there are made anew
     * @param task the one task that is graded again, or null for all
     * @param withExpected whether students are told what was expected
     */
    record Wishes(OptionalLong seed, boolean again, String task, boolean withExpected) {
        static final Wishes NONE = new Wishes(OptionalLong.empty(), false, null, true);
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
                                        Result result = grade(file);
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
        } catch (IllegalStateException | NotebookException e) {
            note(failures, file, e.getMessage());
        } catch (OutOfMemoryError e) {
            note(failures, file, "the grader's memory was full: start again with --jobs 1");
        } catch (IOException e) {
            note(failures, file, "its result could not be written (" + e + "); is the disk full?");
        } catch (Exception | Error e) {
            note(failures, file, String.valueOf(e));
        }
    }

    private void note(List<String> failures, Path file, String reason) {
        synchronized (failures) {
            failures.add(
                    SafeText.printable(name(file), 300) + ": " + SafeText.printable(reason, 300));
        }
    }

    private Result grade(Path file) throws SandboxException, IOException {
        Result fresh = grader.grade(file, name(file), wishes.seed());
        Path known = resultFile(file);
        Result earlier = wishes.task() == null || !Files.exists(known) ? null : Result.read(known);
        return earlier != null && earlier.digest().equals(fresh.digest())
                ? earlier.with(fresh, task -> task.id().equals(wishes.task()))
                : fresh;
    }

    private void write(Path file, Result result) throws IOException, NotebookException {
        grader.scored(file, result, wishes.withExpected())
                .write(results.resolve("notebooks").resolve(name(file)));
        // Last, because its being there says that all is done.
        WholeFile.write(resultFile(file), result.toJson());
    }

    private Result earlier(Path file) throws IOException {
        Path known = resultFile(file);
        boolean open = wishes.again() || wishes.task() != null || !Files.exists(known);
        Result result = open ? null : Result.read(known);
        return result != null && grader.wouldRepeat(result, file, wishes.seed()) ? result : null;
    }

    private Path resultFile(Path file) {
        return results.resolve("results").resolve(stem(name(file)) + ".json");
    }

    /** A name without its {@code .ipynb}. */
    static String stem(String name) {
        return name.substring(0, name.length() - ".ipynb".length());
    }

    private String name(Path file) {
        return submissions.relativize(file).toString();
    }
}
