package genlab.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** What Jupyter starts: a kernel that runs cells of Java. */
public final class Kernel extends BaseKernel {

    /** Argument that runs the kernel once without Jupyter, for {@link KernelSpec#createArchive}. */
    static final String REHEARSAL = "--rehearse";

    private final JShell shell = JShell.builder().executionEngine("local").build();

    private Kernel() {}

    /**
     * Runs the kernel until Jupyter ends it.
     *
     * @param arguments Jupyter's connection file
     * @throws Exception if the connection can't be made
     */
    public static void main(String[] arguments) throws Exception {
        Kernel kernel = new Kernel();
        if (arguments[0].equals(REHEARSAL)) {
            kernel.eval("1 + 1");
            return;
        }
        KernelConnectionProperties properties =
                KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0])));
        JupyterConnection connection = new JupyterConnection(properties);
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }

    @Override
    public DisplayData eval(String cell) throws JShellException {
        String value = null;
        CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(cell);
        while (info.completeness().isComplete()) {
            for (SnippetEvent event : shell.eval(info.source())) {
                if (event.exception() != null) {
                    throw event.exception();
                }
                value =
                        event.snippet().kind() == jdk.jshell.Snippet.Kind.VAR
                                ? null
                                : event.value();
                if (event.snippet().subKind()
                        == jdk.jshell.Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
                    value = event.value();
                }
            }
            info = shell.sourceCodeAnalysis().analyzeCompletion(info.remaining());
        }
        return value == null ? null : getRenderer().render(value);
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("text/x-java")
                .build();
    }

    @Override
    public List<LanguageInfo.Help> getHelpLinks() {
        return List.of();
    }
}
