package genlab.kernel;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * What environment variables ask of the kernel, by IJava's names, which begin with {@code IJAVA_},
 * or JJava's, which begin with {@code JJAVA_}.
 *
 * @param compiler options of the compiler
 * @param jvm options of the JVM besides those of the kernelspec
 * @param timeoutMillis how long a statement may run, 0 for ever
 * @param problems what could not be understood
 */
record Settings(
        List<String> compiler, List<String> jvm, long timeoutMillis, List<String> problems) {

    private static final String STARTED_AGAIN = "genlab.started.again";
    private static final String PREVIEW = "--enable-preview";
    private static final List<String> OF_MODULES =
            List.of("--add-modules", "--add-exports", "--add-reads");

    static Settings ofEnvironment() {
        List<String> problems = new ArrayList<>();
        List<String> compiler = new ArrayList<>(List.of("-parameters"));
        List<String> jvm = words(variable("JVM_OPTS"));
        List<String> own = words(variable("COMPILER_OPTS"));
        List<String> both = new ArrayList<>(ofBoth(jvm));
        for (String name : List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")) { // the JVM's own
            both.addAll(ofBoth(words(Objects.toString(System.getenv(name), ""))));
        }
        both.removeAll(ofBoth(own));
        List<String> wanted = new ArrayList<>(own);
        wanted.addAll(both);
        if (wanted.contains(PREVIEW) && Stream.of("-source", "--source").noneMatch(own::contains)) {
            wanted.addAll(List.of("-source", "" + Runtime.version().feature()));
        }
        String problem = problem(wanted);
        if (problem == null) {
            compiler.addAll(wanted);
            ofBoth(own).stream().filter(option -> !jvm.contains(option)).forEach(jvm::add);
        } else {
            problems.add("IJAVA_COMPILER_OPTS: " + problem + "; no option is taken from it.");
        }
        return new Settings(compiler, jvm, timeout(problems), problems);
    }

    /** The first of the variables that is set, or an empty text. */
    static String variable(String name) {
        return Stream.of("IJAVA_", "JJAVA_")
                .map(prefix -> System.getenv(prefix + name))
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse("")
                .strip();
    }

    private static List<String> words(String text) {
        return new ArrayList<>(text.isBlank() ? List.of() : List.of(text.strip().split("\\s+")));
    }

    /** Those of the options that compiler and JVM must agree about, each as one word. */
    private static List<String> ofBoth(List<String> options) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            String name = options.get(i).replaceFirst("=.*", "");
            if (name.equals(PREVIEW)) {
                found.add(name);
            } else if (OF_MODULES.contains(name)) {
                boolean apart = options.get(i).equals(name) && i + 1 < options.size();
                found.add(apart ? name + "=" + options.get(i + 1) : options.get(i));
            }
        }
        return found;
    }

    /** What the compiler says against its options, or null. */
    private static String problem(List<String> options) {
        if (options.isEmpty()) {
            return null; // spares the compiler's start
        }
        try {
            var compiler = ToolProvider.getSystemJavaCompiler();
            compiler.getTask(null, null, null, options, List.of("java.lang.Object"), null);
            return null;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return e.getMessage();
        }
    }

    private static long timeout(List<String> problems) {
        String text = variable("TIMEOUT");
        String[] parts = text.split("\\s+");
        try {
            TimeUnit unit = parts.length < 2 ? TimeUnit.MILLISECONDS : TimeUnit.valueOf(parts[1]);
            return text.isEmpty() ? 0 : Math.max(0, unit.toMillis(Long.parseLong(parts[0])));
        } catch (IllegalArgumentException e) {
            problems.add(
                    "IJAVA_TIMEOUT must be a number of milliseconds, or a number and a unit as in"
                            + " 30 SECONDS, but was "
                            + text
                            + "; cells may run for ever.");
            return 0;
        }
    }

    /** The class path that variables name, empty if none. */
    static String classpath() {
        return Stream.of("GENLAB_CLASSPATH", "IJAVA_CLASSPATH", "JJAVA_CLASSPATH")
                .map(System::getenv)
                .filter(path -> path != null && !path.isBlank())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElse("");
    }

    /** Code to run before the first cell: commands that load files, and what a variable holds. */
    static List<String> startup() {
        List<String> code = new ArrayList<>();
        String files = variable("STARTUP_SCRIPTS_PATH");
        if (!files.isEmpty()) {
            CellMagics.expand(files).forEach(file -> code.add("%load \"" + file + "\""));
        }
        if (!variable("STARTUP_SCRIPT").isEmpty()) {
            code.add(variable("STARTUP_SCRIPT"));
        }
        return code;
    }

    /**
     * Runs the kernel in a JVM with what this one lacks, until it ends: options, or a locale in
     * which file names may have letters beyond ASCII, which no option sets.
     *
     * @return false if this one lacks nothing
     */
    boolean startAgain(String... arguments) throws IOException, InterruptedException {
        boolean ascii = System.getProperty("sun.jnu.encoding").equals("ANSI_X3.4-1968");
        if ((jvm.isEmpty() && !ascii) || System.getProperty(STARTED_AGAIN) != null) {
            return false;
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(jvm);
        command.addAll(List.of("-D" + STARTED_AGAIN + "=true", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), Kernel.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        if (ascii) {
            builder.environment().put("LC_ALL", "C.UTF-8");
        }
        Process again = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(again::destroy));
        Runtime.getRuntime().halt(again.waitFor());
        return true;
    }

    /** Ends this JVM with the one that started it. */
    static void endWithStarter() {
        if (System.getProperty(STARTED_AGAIN) != null) {
            ProcessHandle.current()
                    .parent()
                    .ifPresent(starter -> starter.onExit().thenRun(() -> System.exit(1)));
        }
    }

    /** What is in force, for the reader. */
    String text() {
        List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
        return String.format(
                """
                Java        %s, %s
                JVM         %s
                compiler    %s
                assertions  on in cells
                timeout     %s
                start-up    %s
                Environment variables set these before Jupyter starts (JJAVA_ does as well as IJAVA_):
                  IJAVA_COMPILER_OPTS="--enable-preview --add-modules jdk.incubator.vector"
                  IJAVA_JVM_OPTS="-Xmx3g", IJAVA_CLASSPATH="libs/*.jar", IJAVA_TIMEOUT="30 SECONDS",
                  IJAVA_STARTUP_SCRIPTS_PATH="start.jshell", IJAVA_STARTUP_SCRIPT="import my.own.*;"
                """,
                Runtime.version(),
                System.getProperty("java.home"),
                String.join(" ", given),
                String.join(" ", compiler),
                timeoutMillis == 0 ? "none" : timeoutMillis + " ms a statement",
                startup().isEmpty() ? "nothing" : String.join("; ", startup()));
    }
}
