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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lab run}: notebooks to web pages. */
@Command(
        name = "run",
        description = {
            "Executes notebooks in Jupyter, each from a clean kernel, and writes them as web pages"
                    + " that need no network to target/site, with an index and a search: a site for"
                    + " any server of files.",
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

    @Option(
            names = "--repository",
            paramLabel = "ADDRESS",
            description =
                    "Where the kit is, https://github.com/OWNER/NAME: each page then has a link that"
                            + " opens its notebook on Binder and in Codespaces, and there is a site"
                            + " map (default: genlab.repository in pom.xml).")
    private String repository;

    private final Project project;
    private final Map<String, String> running = new LinkedHashMap<>();

    RunCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        Failure.unless(jobs > 0, "--jobs must be at least 1, but was %d.", jobs);
        Failure.unless(timeout > 0, "--timeout must be at least 1, but was %d.", timeout);
        List<Path> notebooks = Notebooks.named(project, names);
        Failure.unless(
                !notebooks.isEmpty(),
                "there must be notebooks to run, but %s has none; name one.",
                project.notebooks());
        Site site = Site.of(project, repository);
        Setup setup = Setup.of(project);
        Files.createDirectories(project.site());
        ExecutorService workers = Executors.newFixedThreadPool(jobs);
        long failures;
        try (Progress progress = new Progress("Starting")) {
            List<CompletableFuture<Boolean>> results = new ArrayList<>();
            for (Path notebook : notebooks) {
                Supplier<Boolean> result = () -> run(setup, notebook, progress);
                results.add(CompletableFuture.supplyAsync(result, workers));
            }
            failures = results.stream().filter(result -> !result.join()).count();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        } finally {
            workers.shutdownNow();
        }
        System.out.println("Pages: " + site.write());
        System.out.flush();
        Failure.unless(
                failures == 0,
                "every cell must run, but %d of %d notebooks failed; see above.",
                failures,
                notebooks.size());
        return 0;
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
                                Integer.toString(timeout)));
        if (jobs > 1) {
            program.with(JAVA_OPTIONS, shareOfProcessors());
        }
        List<String> said = new ArrayList<>();
        int status = program.run(line -> read(name, line, said, progress));
        synchronized (running) {
            running.remove(name);
        }
        String all = String.join(System.lineSeparator(), said);
        boolean whole = status == 0 || all.startsWith(name + ", cell ");
        String problem = "%s: Jupyter must run the notebook, but ended with status %d and said: %s";
        Progress.say(whole ? all : String.format(problem, name, status, all));
        return status == 0;
    }

    /** Reads a line of {@code execute.py}: what is going on, or what will be said at the end. */
    private void read(String name, String line, List<String> said, Progress progress) {
        if (!line.startsWith("{\"")) {
            said.add(line);
            return;
        }
        JsonObject event = JsonParser.parseString(line).getAsJsonObject();
        if (event.has("end")) {
            said.clear();
            said.add(event.get("end").getAsString());
            return;
        }
        synchronized (running) {
            running.put(name, name + ": " + event.get("stage").getAsString());
            progress.stage(String.join("; ", running.values()));
        }
    }

    /** Kernels that think they are alone would wait for each other's threads. */
    private String shareOfProcessors() {
        String before = System.getenv().getOrDefault(JAVA_OPTIONS, "");
        int share = Math.max(1, Runtime.getRuntime().availableProcessors() / jobs);
        return before + " -XX:ActiveProcessorCount=" + share;
    }
}
