package genlab.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The kernel that runs this notebook, found by its name: the kit's own, IJava or JJava.
 *
 * <p>All of them come from one base library, so names of methods are the same and only packages
 * differ. Nothing here is needed to compile the kit.
 */
final class JupyterKernel {
    /** Where a kernel says which one runs, and where its display methods are. */
    private record Statics(String holder, String instance, String display) {}

    private static final Statics[] KNOWN = {
        new Statics(
                "io.github.spencerpark.ijava.IJava",
                "getKernelInstance",
                "io.github.spencerpark.ijava.runtime.Display"),
        new Statics(
                "org.dflib.jjava.JJava", "getKernelInstance", "org.dflib.jjava.runtime.Display"),
        new Statics(
                "org.dflib.jjava.jupyter.kernel.BaseKernel",
                "notebookKernel",
                "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics")
    };

    private final Object kernel;
    private final Method display;
    private final Method update;

    private JupyterKernel(Object kernel, Class<?> statics) throws NoSuchMethodException {
        this.kernel = kernel;
        this.display = statics.getMethod("display", Object.class);
        this.update = statics.getMethod("updateDisplay", String.class, Object.class);
    }

    /** The running kernel, or nothing on a console. */
    static Optional<JupyterKernel> find() {
        for (Statics known : KNOWN) {
            try {
                Object kernel = load(known.holder).getMethod(known.instance).invoke(null);
                if (kernel != null) {
                    return Optional.of(new JupyterKernel(kernel, load(known.display)));
                }
            } catch (ReflectiveOperationException e) {
                // not this kernel
            }
        }
        return Optional.empty();
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
        }
    }

    /** The kernel itself, to tell one from another. */
    Object instance() {
        return kernel;
    }

    /** Shows a value below the cell; the answer is the display's name for {@link #update}. */
    String display(Object value) {
        return (String) call(display, null, value);
    }

    /** Shows another value where one was shown. */
    void update(String id, Object value) {
        call(update, null, id, value);
    }

    /**
     * Makes a control in the page.
     *
     * @return its model's id, or null if this kernel has no controls
     */
    String openWidget(
            String kind, Map<String, ?> state, Consumer<? super Map<String, ?>> listener) {
        try {
            Object widgets = call(method(kernel, "widgets"), kernel);
            Method open = method(widgets, "open", String.class, Map.class, Consumer.class);
            return (String) call(open, widgets, kind, state, listener);
        } catch (NoSuchMethodException e) {
            return null; // IJava and JJava have none
        }
    }

    void updateWidget(String id, Map<String, ?> changed) {
        try {
            Object widgets = call(method(kernel, "widgets"), kernel);
            call(method(widgets, "update", String.class, Map.class), widgets, id, changed);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // it was opened
        }
    }

    /**
     * Shows values of a type in several forms from now on.
     *
     * @param forms a value's forms by MIME type
     */
    <T> void register(
            Class<T> type, Function<T, ? extends Map<String, ?>> forms, String... mimeTypes) {
        try {
            Object renderer = call(method(kernel, "getRenderer"), kernel);
            Object registration =
                    call(method(renderer, "createRegistration", Class.class), renderer, type);
            call(
                    method(registration, "preferring", String[].class),
                    registration,
                    (Object) mimeTypes);
            Method register =
                    Arrays.stream(registration.getClass().getMethods())
                            .filter(m -> m.getName().equals("register"))
                            .findFirst()
                            .orElseThrow(() -> new NoSuchMethodException("register"));
            Class<?> function = register.getParameterTypes()[0];
            Object render =
                    Proxy.newProxyInstance(
                            function.getClassLoader(),
                            new Class<?>[] {function},
                            (proxy, method, arguments) ->
                                    switch (method.getName()) {
                                        case "render" -> {
                                            fill(
                                                    forms.apply(type.cast(arguments[0])),
                                                    arguments[1]);
                                            yield null;
                                        }
                                        case "hashCode" -> System.identityHashCode(proxy);
                                        case "equals" -> proxy == arguments[0];
                                        default -> "renders " + type.getName();
                                    });
            call(register, registration, render);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this kernel takes no renderers: " + e, e);
        }
    }

    private static void fill(Map<String, ?> forms, Object context)
            throws ReflectiveOperationException {
        for (Map.Entry<String, ?> form : forms.entrySet()) {
            Method put =
                    Arrays.stream(context.getClass().getMethods())
                            .filter(m -> m.getName().equals("renderIfRequested"))
                            .filter(m -> m.getParameterTypes()[1] == Supplier.class)
                            .findFirst()
                            .orElseThrow(() -> new NoSuchMethodException("renderIfRequested"));
            Class<?> mimeType = put.getParameterTypes()[0];
            Object mime = mimeType.getMethod("parse", String.class).invoke(null, form.getKey());
            Supplier<Object> content = form::getValue;
            call(put, context, mime, content);
        }
    }

    private static Method method(Object owner, String name, Class<?>... types)
            throws NoSuchMethodException {
        return owner.getClass().getMethod(name, types);
    }

    private static Object call(Method method, Object owner, Object... arguments) {
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
