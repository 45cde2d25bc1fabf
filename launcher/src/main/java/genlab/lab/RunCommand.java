package genlab.lab;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    private String failure = "Jupyter must run the notebooks, but ended without a word.";
    private boolean told;

    RunCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        Failure.unless(jobs > 0, "--jobs must be at least 1, but was %d.", jobs);
        Failure.unless(timeout > 0, "--timeout must be at least 1, but was %d.", timeout);
        Setup setup = Setup.of(project);
        String script = project.sources("jupyter").resolve("run.py").toString();
        List<String> command = new ArrayList<>(List.of(setup.jupyter().python() + "", "-B"));
        command.addAll(List.of(script, "--jobs=" + jobs, "--timeout=" + timeout));
        if (repository != null) {
            command.add("--repository=" + repository);
        }
        command.addAll(List.of("--", project.root().toString()));
        command.addAll(names);
        int status;
        try (Progress progress = new Progress("Starting")) {
            status = setup.with(new Program(command)).run(line -> read(line, progress));
        }
        Failure.unless(status == 0, "%s", failure);
        return 0;
    }

    /** Reads a line of {@code run.py}: what is going on, what to say, why it failed. */
    private void read(String line, Progress progress) {
        if (!line.startsWith("{\"")) {
            if (!told) {
                failure = "Jupyter must run the notebooks, but said: " + line;
            }
            return;
        }
        JsonObject event = JsonParser.parseString(line).getAsJsonObject();
        if (event.has("stage")) {
            progress.stage(event.get("stage").getAsString());
        } else if (event.has("say")) {
            Progress.say(event.get("say").getAsString());
        } else {
            failure = event.get("fail").getAsString();
            told = true;
        }
    }
}
