package genlab.grading;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers of the right type without a thought in them, which must earn nothing. */
final class Guesses {
    /** What is answered, in the order of the numbers that {@code choose} takes. */
    static final String[] NAMES = {"ones", "zeros", "huge numbers", "the argument", "a counter"};

    private static final String HELPERS =
            """
            int guess;
            double counter;
            void choose(int which) { guess = which; }
            double guessedNumber(double echo) {
                return switch (guess) {
                    case 0 -> 1;
                    case 1 -> 0;
                    case 2 -> 1e200;
                    case 3 -> echo;
                    default -> ++counter;
                };
            }
            boolean guessedTruth(boolean echo) {
                return guess == 3 ? echo : guessedNumber(1) % 2 == 1;
            }
            String guessedText(String echo) {
                return guess == 3 ? echo : guess == 1 ? "" : "1";
            }
            double[] guessedArray(double[] like) {
                return java.util.Arrays.stream(like).map(x -> guessedNumber(x)).toArray();
            }
            double[][] guessedRows(double[][] like) {
                return java.util.Arrays.stream(like)
                        .map(x -> guessedArray(x))
                        .toArray(double[][]::new);
            }
            genlab.nn.Matrix guessedMatrix(genlab.nn.Matrix like) {
                genlab.nn.Matrix x = genlab.nn.Matrix.zeros(like.rows(), like.columns());
                for (int i = 0; i < x.rows(); i++) {
                    for (int j = 0; j < x.columns(); j++) {
                        x.set(i, j, Math.min(guessedNumber(like.get(i, j)), 1e30));
                    }
                }
                return x;
            }
            """;

    private static final Pattern STUB =
            Pattern.compile(
                    "((?m)^(\\S+) \\w+\\(([^)]*)\\) \\{\\s+)// YOUR CODE HERE\\s+throw new"
                            + " UnsupportedOperationException\\(\\);");

    /** Which of the helpers guesses a type, and what it is given where no parameter fits. */
    private static final Map<String, String[]> HELPER =
            Map.of(
                    "double", new String[] {"guessedNumber", "2"},
                    "int", new String[] {"(int) guessedNumber", "2"},
                    "long", new String[] {"(long) guessedNumber", "2"},
                    "boolean", new String[] {"guessedTruth", "true"},
                    "String", new String[] {"guessedText", "\"\""},
                    "double[]", new String[] {"guessedArray", null},
                    "double[][]", new String[] {"guessedRows", null},
                    "Matrix", new String[] {"guessedMatrix", null});

    private Guesses() {}

    /** A student's notebook that guesses in place of each stub where it can. */
    static Notebook in(Assignment assignment) throws NotebookException {
        Notebook notebook = assignment.studentVersion();
        String helpers = HELPERS;
        for (Notebook.Cell cell : notebook.cells()) {
            if (cell.isCode() && cell.isSolution()) {
                String guesses =
                        STUB.matcher(cell.source())
                                .replaceAll(
                                        stub ->
                                                Matcher.quoteReplacement(
                                                        guess(stub.group(2), stub.group(3))
                                                                .map(code -> stub.group(1) + code)
                                                                .orElse(stub.group())));
                cell.setSource(helpers + guesses);
                helpers = "";
            }
        }
        return notebook;
    }

    /** A guess from the first parameter of the result's own type. */
    private static Optional<String> guess(String type, String parameters) {
        String[] helper = HELPER.get(type);
        Matcher same =
                Pattern.compile("(?:^|[,\\s])" + Pattern.quote(type) + " (\\w+)")
                        .matcher(parameters);
        if (helper == null) {
            return Optional.empty();
        }
        String echo = same.find() ? same.group(1) : helper[1];
        return Optional.ofNullable(echo).map(echoed -> "return " + helper[0] + "(" + echoed + ");");
    }
}
