package genlab.charts;

/** What shows itself in a notebook: as HTML in a page, as text where there is none. */
public interface Rendered {
    /**
     * A piece of a page, complete in itself: it may stand anywhere in any page, next to others.
     *
     * @return HTML with the scripts it needs
     */
    String html();

    /**
     * The same in words and numbers, for consoles, plain exports and screen readers.
     *
     * @return one or more lines
     */
    String text();
}
