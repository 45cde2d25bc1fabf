package genlab.kernel;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * Loads the classes of cells, and those of the jars that cells add. A jar that was added wins over
 * what the kernel was started with: so cells may use any version of what the kernel and the kit's
 * library need for themselves, which go on with theirs.
 */
final class CellLoader extends URLClassLoader implements LoaderDelegate {

    private static final String CELLS = "REPL"; // the package of JShell's classes
    private static final List<String> OF_THE_KERNEL =
            List.of("genlab.kernel.", "io.github.spencerpark.");

    private final Map<String, byte[]> cells = new ConcurrentHashMap<>(); // by resource name
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private Set<String> packagesOfTheJdk = Set.of();

    CellLoader() {
        super("cells", new URL[0], ClassLoader.getSystemClassLoader());
        setPackageAssertionStatus(CELLS, true);
        Thread.currentThread().setContextClassLoader(this);
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        boolean[] loaded = new boolean[classes.length];
        try {
            for (ClassBytecodes added : classes) {
                cells.put(resource(added.name()), Exit.replaceIn(added.bytecodes()));
            }
            for (int i = 0; i < classes.length; i++) {
                Class<?> known = findLoadedClass(classes[i].name());
                if (known == null) {
                    loadClass(classes[i].name()).getDeclaredMethods(); // links it
                } else {
                    HotSwap.redefine(known, cells.get(resource(known.getName())));
                }
                loaded[i] = true;
            }
        } catch (Throwable e) { // whatever it is, JShell tells it
            throw new ClassInstallException("load: " + e.getMessage(), loaded);
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        // here, since JShell is told that load does it
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        try {
            for (String element : path.split(File.pathSeparator)) {
                addURL(new File(element).toURI().toURL());
            }
        } catch (MalformedURLException e) {
            throw new InternalException(e.toString());
        }
        packagesOfTheJdk =
                ModuleLayer.boot().modules().stream()
                        .flatMap(module -> module.getPackages().stream())
                        .collect(Collectors.toSet());
    }

    /** Whether a class of cells was loaded. */
    boolean hasCell(String className) {
        return cells.containsKey(resource(className));
    }

    /** The classes of cells. */
    List<Class<?>> cells() {
        return cells.keySet().stream()
                .map(name -> name.replace(".class", "").replace('/', '.'))
                .<Class<?>>map(this::findLoadedClass)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether cells have classes of a jar that the kernel was started with. */
    boolean uses(File jar) {
        return used.contains(jar.toURI().getPath());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            if (comesFirst(name)) {
                try {
                    return findClass(name);
                } catch (ClassNotFoundException e) {
                    // then it is one of the kernel's start
                }
            }
            Class<?> found = getParent().loadClass(name);
            CodeSource source = found.getProtectionDomain().getCodeSource();
            if (source != null && source.getLocation() != null) {
                used.add(source.getLocation().getPath());
            }
            return found;
        }
    }

    private boolean comesFirst(String name) {
        return name.startsWith(CELLS + ".")
                || (getURLs().length > 0
                        && OF_THE_KERNEL.stream().noneMatch(name::startsWith)
                        && !packagesOfTheJdk.contains(
                                name.substring(0, Math.max(0, name.lastIndexOf('.')))));
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> known = findLoadedClass(name);
        byte[] code = cells.get(resource(name));
        if (known != null || code == null) {
            return known != null ? known : super.findClass(name);
        }
        return defineClass(name, code, 0, code.length);
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    /** Services of an interface that was added are those that were added. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = new ArrayList<>(Collections.list(findResources(name)));
        String service = name.replaceFirst("^META-INF/services/", "");
        if (service.equals(name) || findResource(resource(service)) == null) {
            found.addAll(Collections.list(getParent().getResources(name)));
        }
        return Collections.enumeration(found);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] code = cells.get(name);
        return code == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(code);
    }

    private static String resource(String className) {
        return className.replace('.', '/') + ".class";
    }
}
