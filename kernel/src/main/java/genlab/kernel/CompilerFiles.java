package genlab.kernel;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import javax.tools.StandardJavaFileManager;

/**
 * The compiler's files, but for two things that the compiler does at each start and that take half
 * of the time of a trivial cell, for which JShell starts it several times. It tells the file
 * manager anew which release's classes it wants of a jar, and the JDK's own then forgets where the
 * packages are and looks through all jars again. And it opens all jars of the class path to look
 * for plug-ins of the compiler, of which cells have none.
 */
final class CompilerFiles implements InvocationHandler {

    private static final String RELEASE_OPTION = "--multi-release";

    private final StandardJavaFileManager files;
    private String release;

    private CompilerFiles(StandardJavaFileManager files) {
        this.files = files;
    }

    /** The same file manager, without these two. */
    static StandardJavaFileManager quick(StandardJavaFileManager files) {
        return (StandardJavaFileManager)
                Proxy.newProxyInstance(
                        CompilerFiles.class.getClassLoader(),
                        new Class<?>[] {StandardJavaFileManager.class},
                        new CompilerFiles(files));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("handleOption") && arguments[0].equals(RELEASE_OPTION)) {
            String wanted = (String) ((Iterator<?>) arguments[1]).next();
            if (!wanted.equals(release)) {
                release = wanted;
                return files.handleOption(RELEASE_OPTION, List.of(wanted).iterator());
            }
            return true;
        }
        if (method.getName().equals("getClassLoader")) {
            return ClassLoader.getPlatformClassLoader(); // plug-ins would be looked for in it
        }
        try {
            return method.invoke(files, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
