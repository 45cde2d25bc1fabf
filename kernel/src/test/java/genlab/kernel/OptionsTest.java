package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import genlab.kernel.KernelProcess.Message;
import genlab.kernel.KernelProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What environment variables ask of a kernel. */
@org.junit.jupiter.api.Tag("slow")
@Timeout(1800)
class OptionsTest {

    @TempDir Path folder;

    Path jdk() throws Exception {
        return Path.of(System.getProperty("java.home"));
    }

    /** A statement that only the preview features of the tests' JDK allow. */
    String preview() {
        return "Object o = 1;\nswitch (o) { case Integer i -> \"number\"; default -> \"other\"; }";
    }

    private KernelProcess start(Map<String, String> environment) throws Exception {
        KernelSpec spec = KernelSpecs.spec(jdk(), folder);
        return new KernelProcess(spec, folder, "kernel.json", environment);
    }

    @Test
    void previewFeaturesModulesAndOptionsReachCompilerAndAJvmThatEndsWithItsStarter()
            throws Exception {
        KernelProcess kernel =
                start(
                        Map.of(
                                "IJAVA_COMPILER_OPTS",
                                "--enable-preview --add-modules jdk.incubator.vector -Xlint:none",
                                "JJAVA_JVM_OPTS",
                                "-Xmx222m -Dfrom.the.test=yes"));
        assertEquals("number", kernel.run(preview()).value());
        Result vector = kernel.run("jdk.incubator.vector.FloatVector.SPECIES_128.length()");
        assertEquals("4", vector.value(), () -> vector.reply().toString());
        assertEquals("yes", kernel.run("System.getProperty(\"from.the.test\")").value());
        String options = kernel.run("%options").out();
        assertTrue(options.contains("-Xmx222m"), options);
        assertTrue(options.contains("compiler    -parameters --enable-preview"), options);
        kernel.interrupt();
        Result loop = kernel.run("int sum = 0;\nfor (int i = 0; i < 9; i++) sum += i;\nsum");
        assertEquals("36", loop.value());

        long pid = Long.parseLong(kernel.run("ProcessHandle.current().pid()").value());
        assertFalse(pid == kernel.process.pid());
        ProcessHandle inner = ProcessHandle.of(pid).orElseThrow();
        kernel.process.destroyForcibly();
        assertTrue(kernel.process.waitFor(KernelProcess.PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        inner.onExit().get(KernelProcess.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        kernel.close();
    }

    @Test
    void aStatementEndsWhenItsTimeIsUp() throws Exception {
        try (KernelProcess kernel = start(Map.of("IJAVA_TIMEOUT", "1 SECONDS"))) {
            Result endless = kernel.run("int before = 3;\nwhile (true) { }");
            assertEquals("Interrupted", endless.errorName());
            assertTrue(endless.err().contains("stopped after 1000 ms"), endless.err());
            assertEquals("3", kernel.run("before").value());
        }
    }

    @Test
    void whatIsWrongIsToldAndLeftOutByAJvmThatItsStarterEndsWith() throws Exception {
        KernelProcess kernel =
                start(
                        Map.of(
                                "IJAVA_COMPILER_OPTS",
                                "--nonsense",
                                "IJAVA_TIMEOUT",
                                "soon",
                                "JJAVA_STARTUP_SCRIPT",
                                "int bad = missing;",
                                "IJAVA_JVM_OPTS",
                                "-Dx=y"));
        Result first = kernel.run("1 + 1");
        assertEquals("2", first.value());
        assertTrue(first.err().contains("--nonsense; no option is taken"), first.err());
        assertTrue(first.err().contains("IJAVA_TIMEOUT must be a number"), first.err());
        assertTrue(first.err().contains("JJAVA_STARTUP_SCRIPT"), first.err());
        assertTrue(first.err().contains("cannot find symbol"), first.err());
        assertEquals("", kernel.run("1").err());
        assertEquals("y", kernel.run("System.getProperty(\"x\")").value());
        kernel.close();
        assertFalse(kernel.process.isAlive());
        assertEquals(0, kernel.process.exitValue());
    }

    /** A terminal without a locale, as servers have. */
    @Test
    void startupScriptsRunBeforeTheFirstCellAndTextIsUtf8WithoutALocale() throws Exception {
        Path file = Files.writeString(folder.resolve("text"), "π 生成");
        Path script = folder.resolve("a start.jshell");
        Files.writeString(script, "import java.time.*;\nint started = 40;\n");
        try (KernelProcess kernel =
                start(
                        Map.of(
                                "LC_ALL",
                                "C",
                                "LANG",
                                "C",
                                "IJAVA_STARTUP_SCRIPTS_PATH",
                                folder + "/*.jshell",
                                "IJAVA_STARTUP_SCRIPT",
                                "int more = started + 2; System.out.println(\"ready\");"))) {
            Result first = kernel.run("Duration.ofMillis(more)");
            assertEquals("PT0.042S", first.value(), () -> first.reply().toString());
            assertEquals("ready\n", first.out());
            assertEquals("", kernel.run("more").out());
            assertEquals("π 生成", kernel.run("\"π 生成\"").value());
            Result read =
                    kernel.run(
                            "new Scanner(new File(\""
                                    + file
                                    + "\")).nextLine() + new String(Files.readAllBytes(Path.of(\""
                                    + file
                                    + "\")))");
            assertEquals("π 生成π 生成", read.value(), () -> read.reply().toString());
            Result written =
                    kernel.run(
                            "try (var out = new FileWriter(\"ü.txt\")) { out.write(\"ü\"); }\n"
                                    + "Files.writeString(Path.of(\"ä.txt\"), \"ä\");\n"
                                    + "new File(\"ü.txt\").exists() + \"\" + Files.exists(Path.of(\"ü.txt\"))");
            assertEquals("truetrue", written.value(), () -> written.reply().toString());
            assertEquals("ü", Files.readString(folder.resolve("ü.txt")));
            assertEquals("ä", Files.readString(folder.resolve("ä.txt")));
            JsonObject asking =
                    KernelProcess.execution("new Scanner(System.in).nextLine() + System.in.read()");
            asking.addProperty("allow_stdin", true);
            String id = kernel.send(kernel.shell, "execute_request", asking);
            for (String answer : new String[] {"生成", "a"}) {
                Message question = kernel.receive(kernel.stdin, KernelProcess.PATIENCE_MILLIS);
                assertEquals("input_request", question.type());
                JsonObject reply = new JsonObject();
                reply.addProperty("value", answer);
                kernel.send(kernel.stdin, "input_reply", reply);
            }
            assertEquals("生成97", kernel.finish(id).value());
        }
    }
}
