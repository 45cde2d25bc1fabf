package genlab;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import genlab.nn.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tries every public constructor and method of some classes with bad arguments: each argument in
 * turn is replaced by each {@linkplain BadValues bad value} of its type, the others stay valid.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> noBadArgumentIsSilent() {
 *     return BadArguments.ofPackage("genlab.metrics")
 *             .value(Matrix.class, () -> Matrix.filled(4, 9, 0.5))     // valid, by type,
 *             .value("width", () -> 3)                                 // by parameter,
 *             .value("Digits.image: width", () -> 14)                  // or of one method
 *             .value(Gaussian.class, () -> Gaussian.standard(2, random)) // also to call methods on
 *             .instance("moons", Sampler.class, () -> Shapes.twoMoons(0.1, random))
 *             .bad(Sampler.class, "draws NaN", sampler -> count -> Matrix.filled(count, 1, NaN))
 *             .unchanged(Network.class, network -> network.parameters().toString())
 *             .allow("a sum of any numbers is a sum", "Matrix.sum: * = *")
 *             .untried("would take an hour", "Distances.sliced*: directions = huge")
 *             .tests();
 * }
 * }</pre>
 *
 * <p>Makers are asked anew for every call. A maker by method comes before one by parameter, that
 * before one by type; one that doesn't fit the parameter's type is passed over. What {@code
 * instance} gives, an interface's methods are called on. With {@code unchanged}, a rejected call
 * must leave what the function reads of the object as it was.
 *
 * <p>Right is: an exception of the library's own making (an {@link IllegalArgumentException}, no
 * subclass, thrown by the library's code; or an exception that the library defines), with a
 * message; or an {@link IOException} where it is declared, which names the path if that is what was
 * bad. Wrong is: a result, unless {@code allow} says why it is one; any other exception, among them
 * those of other libraries. A case is named {@code "Class.method: parameter = bad value"}, a
 * constructor {@code "Class.new: ..."}; {@code *} stands for anything, and {@code "Class.method:*"}
 * or {@code "Class.method[Matrix, int]"} leaves a whole method untried. An entry that no case needs
 * fails as well.
 */
public final class BadArguments {
    /** Against hanging only. */
    private static final long PATIENCE_MILLISECONDS = 120_000;

    private final List<Class<?>> classes = new ArrayList<>();
    private final Map<Object, Supplier<?>> makers = new LinkedHashMap<>();
    private final Map<Class<?>, Map<String, Supplier<?>>> instances = new LinkedHashMap<>();
    private final Map<Class<?>, Function<Object, Object>> states = new LinkedHashMap<>();
    private final BadValues badValues = new BadValues();
    private final Map<String, String> allowed = new LinkedHashMap<>();
    private final Map<String, String> untried = new LinkedHashMap<>();
    private final TreeSet<String> unneeded = new TreeSet<>();

    private BadArguments(List<Class<?>> classes) {
        for (Class<?> type : classes) {
            this.classes.add(type);
            this.classes.addAll(Arrays.asList(type.getClasses()));
        }
        // An enum inherits a public class of the JDK's.
        this.classes.removeIf(type -> !type.getName().startsWith("genlab."));
        value(RandomGenerator.class, () -> new java.util.SplittableRandom(1));
    }

    /** Tries these classes, and the public classes in them. */
    public static BadArguments of(Class<?>... classes) {
        return new BadArguments(List.of(classes));
    }

    /** Tries all public classes of a package, so that none is forgotten. */
    public static BadArguments ofPackage(String name) {
        try {
            URI folder = Matrix.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            try (Stream<Path> files = Files.list(Path.of(folder).resolve(name.replace('.', '/')))) {
                return new BadArguments(
                        files.map(file -> file.getFileName().toString())
                                .filter(file -> file.matches("\\w+\\.class"))
                                .sorted()
                                .<Class<?>>map(
                                        file -> load(name + "." + file.replace(".class", "")))
                                .filter(type -> Modifier.isPublic(type.getModifiers()))
                                .toList());
            }
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is valid for each parameter of this type; and what its methods are called on. */
    public <T> BadArguments value(Class<T> type, Supplier<? extends T> maker) {
        makers.put(type, maker);
        return this;
    }

    /** What is valid for a parameter of this name, or of one method: "Class.method: name". */
    public BadArguments value(String parameter, Supplier<?> maker) {
        makers.put(parameter, maker);
        return this;
    }

    /** One more object to call the methods of a class or an interface on. */
    public <T> BadArguments instance(String name, Class<T> type, Supplier<? extends T> maker) {
        instances.computeIfAbsent(type, t -> new LinkedHashMap<>()).put(name, maker);
        return this;
    }

    /** One more bad value of a type, made of a valid one. */
    public <T> BadArguments bad(Class<T> type, String name, UnaryOperator<T> change) {
        badValues.add(type, name, change);
        return this;
    }

    /** What a rejected call must leave as it was. */
    public <T> BadArguments unchanged(Class<T> type, Function<T, Object> state) {
        states.put(type, object -> state.apply(type.cast(object)));
        return this;
    }

    /** Cases that may give a result, and why. */
    public BadArguments allow(String reason, String... cases) {
        return enter(allowed, reason, cases);
    }

    /** Cases that are not tried, and why. */
    public BadArguments untried(String reason, String... cases) {
        return enter(untried, reason, cases);
    }

    private BadArguments enter(Map<String, String> entries, String reason, String... cases) {
        for (String one : cases) {
            entries.put(one, reason);
            unneeded.add(one);
        }
        return this;
    }

    /** One test a constructor or method, and one for the entries that nothing needs. */
    public Stream<DynamicTest> tests() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Class<?> type : classes) {
            boolean enumOrAbstract = type.isEnum() || Modifier.isAbstract(type.getModifiers());
            Stream<? extends Executable> constructors =
                    enumOrAbstract ? Stream.empty() : Arrays.stream(type.getConstructors());
            Stream.concat(constructors, methods(type))
                    .filter(one -> one.getParameterCount() > 0)
                    .sorted(java.util.Comparator.comparing(Executable::toString))
                    .forEach(one -> addTests(type, one, tests));
        }
        tests.add(
                dynamicTest(
                        "every allowed and every untried case is there",
                        () -> {
                            if (!unneeded.isEmpty()) {
                                fail("no case needs the entries " + unneeded);
                            }
                        }));
        return tests.stream();
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
                .filter(method -> !method.getName().equals("equals"))
                .filter(method -> !(type.isEnum() && method.getName().equals("valueOf")));
    }

    private void addTests(Class<?> type, Executable executable, List<DynamicTest> tests) {
        String name = signature(executable);
        Map<String, Supplier<?>> receivers = new LinkedHashMap<>();
        if (executable instanceof Method && !Modifier.isStatic(executable.getModifiers())) {
            receivers.putAll(instances.getOrDefault(type, Map.of()));
            if (makers.containsKey(type)) {
                receivers.put("", makers.get(type));
            } else if (type.isEnum()) {
                receivers.put("", () -> type.getEnumConstants()[0]);
            }
            if (receivers.isEmpty()) {
                String missing = type.getSimpleName();
                tests.add(
                        dynamicTest(name, () -> fail("give a value(" + missing + ".class, ...)")));
            }
        } else {
            receivers.put("", () -> null);
        }
        String test = name;
        receivers.forEach(
                (receiver, maker) ->
                        tests.add(
                                dynamicTest(
                                        receiver.isEmpty() ? test : test + " of " + receiver,
                                        () -> tryAll(executable, maker))));
    }

    private static String name(Executable executable) {
        String type = executable.getDeclaringClass().getSimpleName();
        return type + "." + (executable instanceof Method ? executable.getName() : "new");
    }

    /** For example {@code Model.train[Matrix, Training]}. */
    private static String signature(Executable executable) {
        String types = Arrays.toString(executable.getParameterTypes());
        types = types.replaceAll("(class |interface )", "").replaceAll("\\w+(\\.\\w+)*\\.", "");
        return name(executable) + types;
    }

    private void tryAll(Executable executable, Supplier<?> receiver) {
        if (matches(untried, name(executable) + ":") || matches(untried, signature(executable))) {
            return;
        }
        Throwable failure = call(executable, receiver.get(), valid(executable));
        if (failure != null) {
            fail(name(executable) + " must take its valid arguments, but threw", failure);
        }
        List<String> wrong = new ArrayList<>();
        Parameter[] parameters = executable.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            int at = i;
            Object like = valid(executable)[i];
            badValues
                    .of(parameters[i].getType(), like)
                    .forEach(
                            (bad, maker) -> {
                                String name =
                                        name(executable)
                                                + ": "
                                                + parameters[at].getName()
                                                + " = "
                                                + bad;
                                if (!matches(untried, name)) {
                                    Object[] arguments = valid(executable);
                                    arguments[at] = maker.get();
                                    judge(name, executable, receiver.get(), arguments, at, wrong);
                                }
                            });
        }
        if (!wrong.isEmpty()) {
            fail("\n  " + String.join("\n  ", wrong));
        }
    }

    private void judge(
            String name,
            Executable executable,
            Object receiver,
            Object[] arguments,
            int bad,
            List<String> wrong) {
        Function<Object, Object> state =
                receiver == null ? null : states.get(executable.getDeclaringClass());
        Object before = state == null ? null : state.apply(receiver);
        String badPath = arguments[bad] instanceof Path path ? path.toString() : "";
        Throwable failure = call(executable, receiver, arguments);
        if (failure == null) {
            if (!matches(allowed, name)) {
                wrong.add(name + " is accepted without a word");
            }
            return;
        }
        String message = failure.getMessage();
        StackTraceElement[] trace = failure.getStackTrace();
        String thrower = trace.length == 0 ? "" : trace[0].getClassName();
        boolean rejected =
                failure.getClass() == IllegalArgumentException.class
                        && thrower.startsWith("genlab.");
        boolean own = failure.getClass().getName().startsWith("genlab.");
        boolean file =
                failure instanceof IOException
                        && Arrays.asList(executable.getExceptionTypes())
                                .contains(IOException.class);
        if (!rejected && !own && !file || failure instanceof UncheckedIOException) {
            wrong.add(name + " leaks " + failure + " thrown by " + thrower);
        } else if (message == null || message.isBlank()) {
            wrong.add(name + " throws " + failure + ", which says nothing");
        } else if (file && !message.contains(badPath)) {
            wrong.add(name + " throws " + failure + ", which doesn't name the path " + badPath);
        } else if (state != null && !Objects.equals(before, state.apply(receiver))) {
            wrong.add(name + " is rejected, but has changed the object");
        }
    }

    private boolean matches(Map<String, String> entries, String name) {
        List<String> matching =
                entries.keySet().stream()
                        .filter(
                                entry ->
                                        name.matches(
                                                ("\\Q" + entry + "\\E").replace("*", "\\E.*\\Q")))
                        .toList();
        unneeded.removeAll(matching);
        return !matching.isEmpty();
    }

    private Object[] valid(Executable executable) {
        return Arrays.stream(executable.getParameters())
                .map(parameter -> valid(name(executable) + ": " + parameter.getName(), parameter))
                .toArray();
    }

    private Object valid(String name, Parameter parameter) {
        Class<?> type = BadValues.boxed(parameter.getType());
        for (Object key : new Object[] {name, parameter.getName(), parameter.getType()}) {
            Object value = makers.containsKey(key) ? makers.get(key).get() : null;
            if (type.isInstance(value)) {
                return value;
            }
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return fail(
                String.format(
                        "give a value(\"%s\", ...) that is a %s", name, type.getSimpleName()));
    }

    /** What the call throws, or null. */
    private static Throwable call(Executable executable, Object receiver, Object[] arguments) {
        Throwable[] failure = new Throwable[1];
        Runnable run =
                () -> {
                    try {
                        if (executable instanceof Method method) {
                            method.setAccessible(true); // a lambda's class is not public
                            method.invoke(receiver, arguments);
                        } else {
                            ((java.lang.reflect.Constructor<?>) executable).newInstance(arguments);
                        }
                    } catch (InvocationTargetException e) {
                        failure[0] = e.getCause();
                    } catch (ReflectiveOperationException e) {
                        failure[0] = e;
                    }
                };
        Thread thread = new Thread(run, executable.getName());
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(PATIENCE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
            return new IllegalStateException("no end within two minutes");
        }
        return failure[0];
    }
}
