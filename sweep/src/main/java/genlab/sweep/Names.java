package genlab.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a user writes for the constants of an enum: {@code GRADIENT_PENALTY} is gradient-penalty.
 */
final class Names {
    private Names() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> of(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Names::of).toList();
    }

    /**
     * The constant of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    static <E extends Enum<E>> E parse(Class<E> type, String what, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        what
                                                + " must be one of "
                                                + String.join(", ", of(type))
                                                + ", but was '"
                                                + name
                                                + "'"));
    }
}
