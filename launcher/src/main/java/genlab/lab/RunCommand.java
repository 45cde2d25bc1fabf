package genlab.lab;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab run}: notebooks to web pages. */
@Command(
        name = "run",
        description = {
            "Executes notebooks in Jupyter, each from a clean kernel, and writes them as web pages"
                    + " that need no network to target/site, with an index.",
            "",
            "Beside each page lies the executed notebook. The notebooks themselves stay as they are."
                    + " The status is 0 if no cell failed.",
            ""
        },
        sortOptions = false)
final class RunCommand implements Callable<Integer> {

    /** Options for every Java that is started from here. */
    private static final String JAVA_OPTIONS = "JDK_JAVA_OPTIONS";

    @Parameters(
            paramLabel = "notebook",
            description = {
                "A file, or the name of one in notebooks/, or how it begins (04).",
                "Without any: all in notebooks/."
            })
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "How many notebooks run at the same time, each on its share of the processors"
                            + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int jobs;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long one cell may take (default: ${DEFAULT-VALUE}).",
            defaultValue = "600")
    private int timeout;

    private final Project project;
    private final Map<String, String> running = new LinkedHashMap<>();

    RunCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        atLeastOne("--jobs", jobs);
        atLeastOne("--timeout", timeout);
        List<Path> notebooks = Notebooks.named(project, names);
        if (notebooks.isEmpty()) {
            throw new Failure(
                    "there must be notebooks to run, but %s has none; name one.",
                    project.notebooks());
        }
        Setup setup = Setup.of(project);
        Files.createDirectories(project.site());
        ExecutorService workers = Executors.newFixedThreadPool(jobs);
        int failures = 0;
        try (Progress progress = new Progress("Starting")) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (Path notebook : notebooks) {
                results.add(workers.submit(() -> run(setup, notebook, progress)));
            }
            for (Future<Boolean> result : results) {
                failures += result.get() ? 0 : 1;
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new Failure("interrupted.");
        } finally {
            workers.shutdownNow();
        }
        System.out.println("Pages: " + Index.write(project));
        if (failures > 0) {
            System.out.flush();
            System.err.printf(
                    "lab: every cell must run, but %d of %d notebooks failed; see above.%n",
                    failures, notebooks.size());
        }
        return failures == 0 ? 0 : 1;
    }

    private static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new Failure("%s must be at least 1, but was %d.", option, value);
        }
    }

    /** Runs one notebook; whether all its cells did. */
    private boolean run(Setup setup, Path notebook, Progress progress) {
        String name = Notebooks.name(notebook);
        Program program =
                setup.with(
                        Program.of(
                                setup.jupyter().python().toString(),
                                project.sources("jupyter").resolve("execute.py").toString(),
                                notebook.toString(),
                                project.site().resolve(name + ".html").toString(),
                                WebFile.PLOTLY.in(project).toString(),
                                WebFile.MATHJAX.in(project).toString(),
                                Integer.toString(timeout)));
        if (jobs > 1) {
            program.with(JAVA_OPTIONS, shareOfProcessors());
        }
        Report report = new Report(name, progress);
        int status = program.run(report::read);
        synchronized (running) {
            running.remove(name);
        }
        String end = report.end;
        if (end == null) {
            end = "%s: Jupyter must run the notebook, but ended with status %d and said: %s";
            String said = String.join(System.lineSeparator(), report.said);
            end = String.format(end, name, status, said);
        }
        Progress.say(end);
        return status == 0 && !report.failed;
    }

    /** Kernels that think they are alone would wait for each other's threads. */
    private String shareOfProcessors() {
        String before = System.getenv().getOrDefault(JAVA_OPTIONS, "");
        int share = Math.max(1, Runtime.getRuntime().availableProcessors() / jobs);
        return before + " -XX:ActiveProcessorCount=" + share;
    }

    /** What {@code execute.py} tells while it runs. */
    private final class Report {
        private final String name;
        private final Progress progress;
        private final List<String> said = new ArrayList<>();
        private int cells;
        private boolean failed;
        private String end;

        Report(String name, Progress progress) {
            this.name = name;
            this.progress = progress;
        }

        private void read(String line) {
            if (!line.startsWith("{\"")) {
                said.add(line);
                return;
            }
            JsonObject event = JsonParser.parseString(line).getAsJsonObject();
            if (event.has("cells")) {
                cells = event.get("cells").getAsInt();
            } else if (event.has("cell")) {
                stage("cell " + event.get("cell").getAsInt() + " of " + cells);
            } else if (event.has("writing")) {
                stage("writing the page");
            } else if (event.has("seconds")) {
                double seconds = event.get("seconds").getAsDouble();
                end = String.format("%s: %d cells, %.1f s", name, cells, seconds);
            } else if (event.has("failure")) {
                failed = true;
                JsonObject about = event.getAsJsonObject("failure");
                String what =
                        about.get("cell").getAsInt() + ": " + about.get("message").getAsString();
                String trace = System.lineSeparator() + about.get("trace").getAsString();
                end = (name + ", cell " + what + trace).stripTrailing();
            }
        }

        private void stage(String stage) {
            synchronized (running) {
                running.put(name, name + ": " + stage);
                progress.stage(String.join("; ", running.values()));
            }
        }
    }
}
