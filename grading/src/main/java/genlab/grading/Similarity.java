package genlab.grading;

import de.jplag.JPlag;
import de.jplag.JPlagComparison;
import de.jplag.Match;
import de.jplag.Token;
import de.jplag.exceptions.ExitException;
import de.jplag.java.Language;
import de.jplag.options.JPlagOptions;
import de.jplag.options.SimilarityMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;

/**
 * How alike the solutions of a course are, by JPlag (L. Prechelt, G. Malpohl and M. Philippsen,
 * "Finding plagiarisms among a set of programs with JPlag", 2002). It compares the structure of
 * programs, so that other names, another layout and another order change little. What students were
 * given is the base code, and counts for nobody.
 */
final class Similarity {
    /** So many tokens make a common passage: fewer than JPlag's 9, as cells are short. */
    private static final int SHORTEST = 5;

    /** A pair is worth a look from here on, and where it is far more alike than others. */
    private static final double LEAST = 0.6;

    private static final double DEVIATIONS = 2.5;

    private Similarity() {}

    /**
     * Two submissions.
     *
     * @param first a submission's name
     * @param second another's
     * @param similarity the share of the shorter one that is in the other, from 0 to 1
     * @param flagged whether a person should look at it
     * @param cells the cells that have something in common
     */
    record Pair(
            String first, String second, double similarity, boolean flagged, List<Side> cells) {}

    /**
     * A cell of two submissions.
     *
     * @param id the cell
     * @param first the text of the one, line by line
     * @param second the text of the other
     * @param inFirst the lines in common, from 0
     * @param inSecond the lines in common, from 0
     */
    record Side(
            String id, List<String> first, List<String> second, BitSet inFirst, BitSet inSecond) {}

    /**
     * Compares all submissions.
     *
     * @param submissions the texts of the solution cells by their ids, by submission
     * @param given the cells as students got them
     * @return all pairs, the most alike first
     * @throws IOException if the folder can't be written
     * @throws NotebookException if there is nothing to compare
     */
    static List<Pair> compare(
            Map<String, Map<String, String>> submissions, Map<String, String> given)
            throws IOException, NotebookException {
        Path folder = Files.createTempDirectory("similar");
        try {
            Path all = Files.createDirectory(folder.resolve("all"));
            Path base = folder.resolve("given");
            write(base, given, given);
            List<String> names = new ArrayList<>();
            for (Map.Entry<String, Map<String, String>> each : submissions.entrySet()) {
                if (write(all.resolve(Integer.toString(names.size())), each.getValue(), given)
                        > 0) {
                    names.add(each.getKey());
                }
            }
            if (names.size() < 2) {
                throw new NotebookException(
                        "there must be two submissions with code of their own to compare, but there"
                                + " are "
                                + names.size());
            }
            List<JPlagComparison> found =
                    new JPlag(
                                    new JPlagOptions(new Language(), Set.of(all.toFile()), Set.of())
                                            .withBaseCodeSubmissionDirectory(base.toFile())
                                            .withMinimumTokenMatch(SHORTEST)
                                            .withSimilarityMetric(SimilarityMetric.MAX)
                                            .withMaximumNumberOfComparisons(
                                                    JPlagOptions.SHOW_ALL_COMPARISONS))
                            .run()
                            .getAllComparisons();
            double threshold = threshold(found);
            return found.stream()
                    .map(pair -> pair(pair, names, submissions, threshold))
                    .sorted(Comparator.comparingDouble(Pair::similarity).reversed())
                    .toList();
        } catch (ExitException e) {
            throw new NotebookException("JPlag can't compare the submissions: " + e.getMessage());
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    /** Far above what is usual in this course for this assignment, where solutions are alike. */
    private static double threshold(List<JPlagComparison> pairs) {
        double[] sorted =
                pairs.stream().mapToDouble(JPlagComparison::maximalSimilarity).sorted().toArray();
        if (sorted.length == 0) {
            return LEAST;
        }
        double median = sorted[sorted.length / 2];
        // Of a normal distribution: 1.48 times the median distance from the median.
        double deviation =
                1.4826
                        * Arrays.stream(sorted)
                                .map(each -> Math.abs(each - median))
                                .sorted()
                                .skip(sorted.length / 2)
                                .findFirst()
                                .orElse(0);
        return Math.max(LEAST, Math.min(0.95, median + DEVIATIONS * deviation));
    }

    /** Writes each cell that can be parsed as a class, its line n as line n + 1. */
    private static int write(Path folder, Map<String, String> cells, Map<String, String> given)
            throws IOException {
        Files.createDirectories(folder);
        String all = String.join("\n", cells.values());
        String asked = String.join("\n", given.values());
        int written = 0;
        for (Map.Entry<String, String> cell : cells.entrySet()) {
            String text =
                    JavaText.asClass(
                            cell.getValue(),
                            name -> count(name, asked) > 0 || count(name, all) > 1);
            if (text != null) {
                Files.writeString(folder.resolve(cell.getKey() + ".java"), text);
                written++;
            }
        }
        return written;
    }

    private static long count(String name, String text) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text).results().count();
    }

    private static Pair pair(
            JPlagComparison found,
            List<String> names,
            Map<String, Map<String, String>> submissions,
            double threshold) {
        String first = names.get(Integer.parseInt(found.firstSubmission().getName()));
        String second = names.get(Integer.parseInt(found.secondSubmission().getName()));
        Map<String, BitSet> ofFirst = new HashMap<>();
        Map<String, BitSet> ofSecond = new HashMap<>();
        for (Match match : found.matches()) {
            mark(found.firstSubmission().getTokenList(), match.startOfFirst(), match, ofFirst);
            mark(found.secondSubmission().getTokenList(), match.startOfSecond(), match, ofSecond);
        }
        Map<String, Side> cells = new LinkedHashMap<>();
        for (String id : submissions.get(first).keySet()) {
            if (ofFirst.containsKey(id) || ofSecond.containsKey(id)) {
                cells.put(
                        id,
                        new Side(
                                id,
                                submissions.get(first).getOrDefault(id, "").lines().toList(),
                                submissions.get(second).getOrDefault(id, "").lines().toList(),
                                ofFirst.getOrDefault(id, new BitSet()),
                                ofSecond.getOrDefault(id, new BitSet())));
            }
        }
        double similarity = found.maximalSimilarity();
        return new Pair(
                first, second, similarity, similarity >= threshold, List.copyOf(cells.values()));
    }

    private static void mark(
            List<Token> tokens, int start, Match match, Map<String, BitSet> linesByCell) {
        for (Token token : tokens.subList(start, start + match.length())) {
            String file = token.getFile().getName();
            int line = token.getLine() - 2;
            if (line >= 0) {
                linesByCell
                        .computeIfAbsent(file.replace(".java", ""), id -> new BitSet())
                        .set(line);
            }
        }
    }
}
