package genlab.charts;

import genlab.nn.Require;
import java.util.Locale;

/**
 * The colours of the kit, each with one meaning everywhere.
 *
 * <p>They are the colours of Masataka Okabe and Kei Ito, "Color Universal Design" (2008), which
 * people with any kind of colour vision tell apart; each stands out from a white and from a black
 * page.
 */
public enum Palette {
    /** Real data, and what judges data to be real. */
    REAL("#0072b2"),
    /** Generated data, and the generator. */
    GENERATED("#d55e00"),
    /** A reconstruction, and what makes one. */
    RECONSTRUCTION("#009e73"),
    /** A reference: a target, chance, a true density. Drawn dashed. */
    REFERENCE("#808080"),
    /** The first colour without a meaning of its own. */
    FIRST("#cc79a7"),
    /** The second colour without a meaning of its own. */
    SECOND("#e69f00"),
    /** The third colour without a meaning of its own. */
    THIRD("#56b4e9"),
    /** The fourth colour without a meaning of its own. */
    FOURTH("#999933"),
    /** The fifth colour without a meaning of its own. */
    FIFTH("#aa4466"),
    /** The sixth colour without a meaning of its own. */
    SIXTH("#8a6fd1"),
    /** The seventh colour without a meaning of its own. */
    SEVENTH("#9c755f"),
    /** The eighth colour without a meaning of its own. */
    EIGHTH("#44aa99");

    static final Object[][] HEAT = {
        {0, "#fcfdbf"}, {0.25, "#fe9f6d"}, {0.5, "#de4968"}, {0.75, "#8c2981"}, {1, "#251255"}
    };
    static final Object[][] DIVERGING = {{0, "#f0a877"}, {0.5, "#f7f7f7"}, {1, "#86bfe3"}};
    static final Object[][] FACTOR = {
        {0, "#3b528b"}, {0.33, "#21918c"}, {0.67, "#5ec962"}, {1, "#e6d51d"}
    };

    private static final String[] CLASSES = {
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00",
        "#56b4e9", "#999933", "#aa4466", "#808080", "#44aa99"
    };

    private final String hex;

    Palette(String hex) {
        this.hex = hex;
    }

    /**
     * The colour as CSS writes it.
     *
     * @return for example {@code #0072b2}
     */
    public String hex() {
        return hex;
    }

    /**
     * A colour for the n-th of several things that have no colour of their own.
     *
     * @param index from 0; starts again after the eighth
     * @return a colour
     */
    public static Palette other(int index) {
        Require.atLeast("index", 0, index);
        return values()[FIRST.ordinal() + index % 8];
    }

    /**
     * The colour that a name asks for: "real ..." is real, "generated ...", "fake ..." and
     * "generator ..." and "G" are generated, "reconstruction ..." is one, "target ..." is a
     * reference.
     *
     * @return a colour, or null if the name asks for none
     */
    static Palette named(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        if (word.contains("reconstruct")) {
            return RECONSTRUCTION;
        }
        if (word.contains("fake") || word.contains("generat") || name.matches(".*\\bG\\b.*")) {
            return GENERATED;
        }
        if (word.contains("real")) {
            return REAL;
        }
        if (word.contains("target") || word.contains("chance")) {
            return REFERENCE;
        }
        return null;
    }

    /** Hands out colours to the things of a chart that have none of their own. */
    static final class Free {
        private int used;

        Palette next(Palette own) {
            return own != null ? own : other(used++);
        }
    }

    /** The colour of a class label. */
    static String ofClass(int label) {
        return CLASSES[Math.floorMod(label, CLASSES.length)];
    }
}
