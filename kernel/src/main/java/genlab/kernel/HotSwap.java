package genlab.kernel;

import java.lang.instrument.ClassDefinition;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * Gives the methods of a loaded class new code, as a debugger does: so objects and variables stay
 * when the body of a method that they depend on is edited.
 */
final class HotSwap {

    private HotSwap() {}

    /**
     * Redefines a class.
     *
     * @throws Exception if more than code of methods has changed; then nothing has
     */
    static void redefine(Class<?> type, byte[] code) throws Exception {
        if (hasConstants(type)) {
            throw new UnsupportedOperationException("they would keep their values");
        }
        ByteBuddyAgent.install().redefineClasses(new ClassDefinition(type, code));
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
}
