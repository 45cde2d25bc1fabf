package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies are found, whatever was done to hide them, and independent solutions are left alone. */
@org.junit.jupiter.api.Tag("slow")
class SimilarityTest {
    private static final int STUDENTS = 20;

    /** What students write into each cell, each in a way of its own. */
    private static Map<String, List<String>> ways() throws Exception {
        Map<String, List<String>> ways = new LinkedHashMap<>();
        try (InputStream in = SimilarityTest.class.getResourceAsStream("independent-a1.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = text.split("(?m)^== ");
            for (String part : List.of(parts).subList(1, parts.length)) {
                int end = part.indexOf('\n');
                ways.computeIfAbsent(part.substring(0, end), id -> new ArrayList<>())
                        .add(part.substring(end + 1));
            }
        }
        return ways;
    }

    /** Who works alone chooses a way for each cell, whatever others choose. */
    private static Map<String, Map<String, String>> independent(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Map<String, String>> course = new TreeMap<>();
        for (int i = 0; i < STUDENTS; i++) {
            Map<String, String> cells = new LinkedHashMap<>();
            ways().forEach(
                            (id, ways) -> {
                                String way = ways.get(random.nextInt(ways.size()));
                                cells.put(id, random.nextBoolean() ? way : named(way));
                            });
            course.put(String.format("student%02d", i), cells);
        }
        return course;
    }

    /** Some give their result a name before they return it. */
    private static String named(String code) {
        return code.replaceAll(
                "(?m)^    return (?!new )([^;]{8,});", "    var answer = $1;\n    return answer;");
    }

    private static Map<String, String> given() throws Exception {
        assumeTrue(Files.isDirectory(Kit.FOLDER), "this is not the whole project");
        Map<String, String> given = new LinkedHashMap<>();
        Assignment a1 = Assignment.read(Kit.FOLDER.resolve("A1-autoencoder-and-vae.ipynb"));
        for (Notebook.Cell cell : a1.studentVersion().cells()) {
            if (cell.isSolution()) {
                given.put(cell.id(), cell.source());
            }
        }
        return given;
    }

    private static String renamed(String code) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "sum",
                        "total",
                        "loss",
                        "kl",
                        "i",
                        "j",
                        "k",
                        "r",
                        "c",
                        "n",
                        "a",
                        "z",
                        "g",
                        "mu",
                        "lv",
                        "code",
                        "out",
                        "row",
                        "col",
                        "latents",
                        "double e",
                        "result")) {
            names.put(name, "v" + names.size() + "x");
        }
        for (Map.Entry<String, String> name : names.entrySet()) {
            code = code.replaceAll("(?<![.\\w])" + name.getKey() + "(?![\\w(])", name.getValue());
        }
        return code;
    }

    /** Methods from the last to the first, and sums and products the other way round. */
    private static String reordered(String code) {
        List<String> methods = new ArrayList<>(List.of(code.split("(?m)(?<=^}\n)")));
        Collections.reverse(methods);
        return String.join("", methods)
                .replaceAll("(?m)^( +)(int \\w+ = [^;]*;)\n +(int \\w+ = [^;]*;)$", "$1$3\n$1$2")
                .replaceAll("(\\w+) \\* (\\w+);", "$2 * $1;")
                .replaceAll("(?m)^( +)(Matrix \\w+ = [^;(]*;)\n +(double [^;]*;)$", "$1$3\n$1$2");
    }

    private static String reformatted(String code) {
        return code.replaceAll("\\s*\\{\\s*", "\n{\n// then\n")
                .replaceAll(";[ ]*\n", ";\n\n")
                .replaceAll("(?m)^ +", "\t");
    }

    private static String withDeadCode(String code) {
        return code.replaceFirst(
                        "\\{\n", "{\n    int unused = 3;\n    if (unused < 0) { unused++; }\n")
                + "double neverCalled"
                + Math.abs(code.hashCode())
                + "(double q) {\n    return q > 1 ? 2 * q : 3;\n}\n";
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void plantedCopiesRankFirstAndIndependentSolutionsAreLeftAlone(long seed) throws Exception {
        Map<String, Map<String, String>> course = independent(seed);
        Map<String, String> given = given();
        List<Similarity.Pair> alone = Similarity.compare(course, given);
        long flagged = alone.stream().filter(Similarity.Pair::flagged).count();
        assertEquals(STUDENTS * (STUDENTS - 1) / 2, alone.size());
        assertTrue(flagged < 0.05 * alone.size(), flagged + " of " + alone.size());

        List<UnaryOperator<String>> disguises =
                List.of(
                        SimilarityTest::renamed,
                        SimilarityTest::reordered,
                        SimilarityTest::reformatted,
                        SimilarityTest::withDeadCode,
                        code -> withDeadCode(reformatted(reordered(renamed(code)))));
        for (int i = 0; i < disguises.size(); i++) {
            Map<String, String> copy =
                    new LinkedHashMap<>(course.get(String.format("student%02d", i)));
            int number = i;
            copy.replaceAll((id, code) -> disguises.get(number).apply(code));
            course.put("copy" + i, copy);
        }
        List<Similarity.Pair> pairs = Similarity.compare(course, given);
        List<String> first =
                pairs.subList(0, disguises.size()).stream()
                        .map(pair -> (pair.first() + pair.second()).replaceAll("\\D", ""))
                        .sorted()
                        .collect(Collectors.toList());
        for (int i = 0; i < disguises.size(); i++) {
            String numbers = first.toString();
            assertTrue(
                    first.contains(i + "0" + i) || first.contains("0" + i + i),
                    numbers + pairs.get(i));
            assertTrue(pairs.get(i).flagged(), pairs.get(i).toString());
        }
    }

    @Test
    void whatWasGivenAndWhatCanNotBeParsedCountsForNobody() throws Exception {
        Map<String, String> given = given();
        Map<String, Map<String, String>> course = independent(7);
        course.put("untouched", given);
        course.put("untouched too", given);
        course.put("broken", new TreeMap<>(Map.of("error", "double x( {")));
        List<Similarity.Pair> pairs = Similarity.compare(course, given);
        assertFalse(
                pairs.stream().anyMatch(pair -> (pair.first() + pair.second()).contains("broken")));
        assertTrue(
                pairs.stream()
                        .filter(pair -> (pair.first() + pair.second()).contains("untouched"))
                        .noneMatch(Similarity.Pair::flagged),
                pairs.get(0).toString());
    }
}
