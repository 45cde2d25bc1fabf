package genlab.lab;

import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a script as {@code cmd.exe} does, as far as {@code lab.cmd} goes: percent signs first, of a
 * block in parentheses all at once; then carets, quotes and what has a meaning outside of quotes.
 * Where the real one would take a character of a value for its own, this one fails.
 */
final class CmdScript {

    /** What a program prints, or {@code null} where there is none; the words are parsed. */
    interface Programs extends Function<List<String>, List<String>> {}

    private static final Pattern IF =
            Pattern.compile(
                    "if (not )?(?:defined (\\S+)|exist \"([^\"]*)\"|(\\S+) geq (\\S+)"
                            + "|\"([^\"]*)\"==\"([^\"]*)\") (.*)",
                    Pattern.DOTALL);
    private static final Pattern FOR = Pattern.compile("for %(\\w) in \\((.*?)\\) do (.*)");
    private static final Pattern FOR_OUTPUT =
            Pattern.compile(
                    "for /f \"tokens=1,\\* delims== \" %(\\w) in \\('(.*?)'\\) do (.*)",
                    Pattern.DOTALL);

    private final List<String> lines;
    private final Path file;
    private final Map<String, String> variables;
    private final Programs programs;
    private final Deque<String> arguments = new ArrayDeque<>();
    final List<String> errors = new ArrayList<>();

    CmdScript(String text, Path file, Map<String, String> variables, Programs programs) {
        this.lines = text.lines().toList();
        this.file = file;
        this.variables = variables;
        this.programs = programs;
    }

    /** The command line that a user typed after the script's name. */
    int run(String typed) {
        arguments.push(typed);
        return from(0);
    }

    private int from(int start) {
        for (int i = start; i < lines.size(); i++) {
            StringBuilder command = new StringBuilder(lines.get(i));
            if (lines.get(i).endsWith("(")) {
                do {
                    command.append('\n').append(lines.get(++i));
                } while (!lines.get(i).equals(")"));
            }
            Integer status = execute(expand(command.toString()));
            if (status != null) {
                return status;
            }
        }
        return 0;
    }

    private String expand(String text) {
        Matcher percent =
                Pattern.compile("%%|%\\*|%~dp0|%~1|%(\\w+)(?::([^=%]+)=([^%]*))?%").matcher(text);
        return percent.replaceAll(
                found ->
                        Matcher.quoteReplacement(
                                switch (found.group()) {
                                    case "%%" -> "%";
                                    case "%*" -> arguments.peek();
                                    case "%~dp0" -> file.getParent() + "\\";
                                    case "%~1" -> arguments.peek().replaceAll("^\"|\"$", "");
                                    default ->
                                            variable(
                                                    found.group(1), found.group(2), found.group(3));
                                }));
    }

    private String variable(String name, String search, String replacement) {
        String value = variables.getOrDefault(name, "");
        return search == null ? value : value.replace(search, replacement);
    }

    /** The status with which the script or the called part ends, or {@code null}. */
    private Integer execute(String text) {
        String command = text.strip().replaceFirst("^@", "");
        Matcher condition = IF.matcher(command);
        Matcher loop = FOR.matcher(command);
        Matcher output = FOR_OUTPUT.matcher(command);
        if (command.isEmpty() || command.matches("(?s)(rem |:|setlocal|echo off).*")) {
            return null;
        } else if (command.startsWith("(")) {
            return block(command);
        } else if (output.matches()) {
            for (String line : programOutput(output.group(2))) {
                String[] tokens = line.strip().split("[= ]+", 2);
                char next = (char) (output.group(1).charAt(0) + 1);
                String body = output.group(3).replace("%" + output.group(1), tokens[0]);
                Integer status =
                        execute(body.replace("%" + next, tokens.length > 1 ? tokens[1] : ""));
                if (status != null) {
                    return status;
                }
            }
            return null;
        } else if (loop.matches()) {
            String body = loop.group(3);
            return execute(body.replace("%~dp$PATH:" + loop.group(1), onPath(loop.group(2))));
        } else if (condition.matches()) {
            return holds(condition) == (condition.group(1) == null)
                    ? execute(condition.group(8))
                    : null;
        } else if (command.startsWith("set \"") && command.endsWith("\"")) {
            String[] assigned = command.substring(5, command.length() - 1).split("=", 2);
            variables.put(assigned[0], assigned[1]);
            if (assigned[1].isEmpty()) {
                variables.remove(assigned[0]);
            }
            return null;
        } else if (command.startsWith("call :")) {
            String[] called = command.substring(5).split(" ", 2);
            arguments.push(called[1]);
            from(lines.indexOf(called[0]));
            arguments.pop();
            return null;
        } else if (command.startsWith("exit /b")) {
            String status = command.substring(7).strip();
            return status.isEmpty() ? 0 : Integer.parseInt(status);
        } else if (command.startsWith("echo ") && command.endsWith(" 1>&2")) {
            errors.add(command.substring(5, command.length() - 5));
            checked(errors.get(errors.size() - 1));
            return null;
        }
        List<String> said = programs.apply(words(command));
        variables.put("errorlevel", said == null ? "9009" : said.get(0));
        return null;
    }

    private Integer block(String command) {
        String inside = command.substring(1, command.lastIndexOf(')'));
        for (String line : inside.split("\n")) {
            if (!line.strip().startsWith("echo ")) {
                checked(line.replaceAll("^\\s*if (not )?", ""));
            }
            Integer status = execute(line);
            if (status != null) {
                return status;
            }
        }
        return null;
    }

    private boolean holds(Matcher condition) {
        if (condition.group(2) != null) {
            return variables.containsKey(condition.group(2));
        }
        if (condition.group(3) != null) {
            FileSystem files = file.getFileSystem();
            return Files.exists(files.getPath(condition.group(3)));
        }
        if (condition.group(4) != null) {
            String left = condition.group(4);
            String right = condition.group(5);
            return left.matches("\\d+") && right.matches("\\d+")
                    ? Integer.parseInt(left) >= Integer.parseInt(right)
                    : left.compareToIgnoreCase(right) >= 0;
        }
        return condition.group(6).equals(condition.group(7));
    }

    /** The folder of a program, as {@code %~dp$PATH:j} gives it; an empty text if there is none. */
    private String onPath(String program) {
        for (String folder : variables.getOrDefault("PATH", "").split(";")) {
            Path found = file.getFileSystem().getPath(folder, program);
            if (Files.exists(found)) {
                return found.getParent() + "\\";
            }
        }
        return "";
    }

    /** As {@code cmd /c} runs it: carets away, then the outermost quotes. */
    private List<String> programOutput(String quoted) {
        String command = quoted.replaceAll("\\^(.)", "$1");
        if (!command.matches("\".*\"")) {
            throw new AssertionError("cmd /c takes the first quote and the last away: " + command);
        }
        command = command.substring(1, command.length() - 1);
        if (!command.endsWith(" 2>&1")) {
            throw new AssertionError("Java tells its settings on the error output: " + command);
        }
        List<String> said = programs.apply(words(command.substring(0, command.length() - 5)));
        return said == null ? List.of() : said;
    }

    /** The words of a command line, as a program of Microsoft's C parses it. */
    private static List<String> words(String command) {
        checked(command);
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+").matcher(command);
        while (word.find()) {
            words.add(word.group().replace("\"", ""));
        }
        return words;
    }

    /** Fails where something outside of quotes has a meaning of its own. */
    private static void checked(String command) {
        if (command.replaceAll("\"[^\"]*\"", "").matches("(?s).*[&|<>()^\"].*")) {
            throw new AssertionError("cmd.exe would take a character here for its own: " + command);
        }
    }
}
