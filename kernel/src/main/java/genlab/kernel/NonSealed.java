package genlab.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JShell 17 declares a sealed type only once those that it permits are there, and one that is not
 * sealed only after the type that permits it. So a stand-in comes first that is final, or sealed
 * itself if nothing final can stand for it.
 */
final class NonSealed {

    private static final Pattern TYPE =
            Pattern.compile(
                    "(?s)(.*?)\\bnon-sealed\\b([^{]*?\\b(?:class|interface)\\s+(\\w+)[^{]*\\{)(.*)");

    private NonSealed() {}

    /** A stand-in for the declaration of such a type. */
    static String stub(String source) {
        Matcher type = TYPE.matcher(source);
        if (!type.matches()) {
            return source; // there is no second way to declare it
        }
        String head = type.group(2);
        if (!head.matches("(?s).*\\b(?:interface|abstract)\\b.*")) {
            return type.group(1) + "final" + head + type.group(4);
        }
        String permitted =
                head.contains("interface")
                        ? " non-sealed interface Any$ extends "
                        : " abstract static non-sealed class Any$ extends ";
        return type.group(1) + "sealed" + head + permitted + type.group(3) + " { }" + type.group(4);
    }
}
