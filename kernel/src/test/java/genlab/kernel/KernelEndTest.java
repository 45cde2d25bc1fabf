package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import genlab.kernel.KernelProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a kernel ends, and what the next one tells of it. */
@org.junit.jupiter.api.Tag("slow")
@Timeout(1800)
class KernelEndTest {

    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @TempDir private Path folder;

    /** A kernel with the same connection file every time, as after Jupyter's restart. */
    private KernelProcess start() throws Exception {
        return new KernelProcess(KernelSpecs.spec(JDK, folder), folder, "kernel.json");
    }

    @Test
    void exitFromALibraryTellsTheReader() throws Exception {
        try (KernelProcess kernel = start()) {
            Result result = kernel.run("Runtime.getRuntime().exit(3);");
            assertEquals("KernelExit", result.errorName());
            assertTrue(result.errorValue().contains("all variables are gone"));
            awaitEnd(kernel);
        }
    }

    private static void awaitEnd(KernelProcess kernel) throws InterruptedException {
        assertTrue(kernel.process.waitFor(KernelProcess.PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Test
    void kernelAfterACrashTellsItsCauseAndAfterAnOrderlyEndNothing() throws Exception {
        try (KernelProcess kernel = start()) {
            assertEquals("", kernel.run("int x = 1;").err());
            new ProcessBuilder("kill", "-SEGV", Long.toString(kernel.process.pid()))
                    .start()
                    .waitFor();
            awaitEnd(kernel);
        }
        try (KernelProcess next = start()) {
            String note = next.run("int x = 1;").err();
            assertTrue(
                    note.startsWith(
                            "The kernel died and was started anew: all variables are"
                                    + " gone. Native code crashed: SIGSEGV"),
                    note);
            assertTrue(note.contains("Report: "), note);
            assertEquals("", next.run("int y = 1;").err());
            JsonObject reply = shutDown(next, true);
            assertEquals("ok", reply.get("status").getAsString());
            assertTrue(reply.get("restart").getAsBoolean());
            awaitEnd(next);
            assertEquals(0, next.process.exitValue());
        }
        try (KernelProcess last = start()) {
            assertEquals("", last.run("int x = 1;").err(), "after an orderly end");
            last.send(last.shell, "execute_request", KernelProcess.execution("while (true) { }"));
            shutDown(last, false);
            awaitEnd(last);
        }
    }

    private static JsonObject shutDown(KernelProcess kernel, boolean restart) throws Exception {
        JsonObject content = new JsonObject();
        content.addProperty("restart", restart);
        String id = kernel.send(kernel.control, "shutdown_request", content);
        return kernel.reply(kernel.control, id).content();
    }

    @Test
    void refusesAddressesOfOtherMachines() throws Exception {
        Path file = folder.resolve("connection.json");
        Files.writeString(
                file,
                "{ip: '0.0.0.0', transport: 'tcp', shell_port: 1, iopub_port: 2, stdin_port: 3,"
                        + " control_port: 4, hb_port: 5, signature_scheme: 'hmac-sha256',"
                        + " key: 'secret-key'}");
        Process process =
                new ProcessBuilder(
                                JDK.resolve("bin").resolve("java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Kernel.class.getName(),
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(2, process.waitFor());
        assertTrue(output.contains("tcp://127.0.0.1, but was tcp://0.0.0.0"), output);
        assertEquals(1, output.lines().count(), output);
        assertFalse(output.contains("secret-key"));
    }
}
