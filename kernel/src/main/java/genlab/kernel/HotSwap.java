package genlab.kernel;

import com.sun.tools.attach.VirtualMachine;
import java.io.OutputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Gives the methods of a loaded class new code, as a debugger does: so objects and variables stay
 * when the body of a method that they depend on is edited. The JVM lets an agent do that, which
 * this becomes when it is needed first.
 */
public final class HotSwap {

    private static volatile Instrumentation instrumentation;
    private static boolean tried;

    private HotSwap() {}

    /**
     * Called by the JVM.
     *
     * @param arguments none
     * @param given what can redefine classes
     */
    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /**
     * Redefines a class.
     *
     * @throws Exception if more than code of methods has changed; then nothing has
     */
    static void redefine(Class<?> type, byte[] code) throws Exception {
        if (hasConstants(type)) {
            throw new UnsupportedOperationException("they would keep their values");
        }
        becomeAgent();
        instrumentation.redefineClasses(new ClassDefinition(type, code));
    }

    /** Whether it is the reader's class, in a class of JShell's, with static fields. */
    private static boolean hasConstants(Class<?> type) {
        if (type.getDeclaringClass() != null) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static synchronized void becomeAgent() throws Exception {
        if (!tried) {
            tried = true;
            Path jar = Files.createTempFile("genlab", ".jar");
            jar.toFile().deleteOnExit();
            Manifest manifest = new Manifest();
            Attributes attributes = manifest.getMainAttributes();
            attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
            attributes.putValue("Agent-Class", HotSwap.class.getName());
            attributes.putValue("Can-Redefine-Classes", "true");
            try (OutputStream out = Files.newOutputStream(jar)) {
                new JarOutputStream(out, manifest).close();
            }
            VirtualMachine self =
                    VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
            self.loadAgent(jar.toString());
            self.detach();
        }
        if (instrumentation == null) {
            throw new UnsupportedOperationException("no agent");
        }
    }
}
