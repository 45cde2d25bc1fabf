package genlab.nn.fast;

/**
 * The patches of a batch of pictures under a window, as a matrix in column order: a row for each
 * row of places, column of places and sample; a column for each channel and tap of the window. Only
 * parts of it ever exist.
 */
public interface Patches {
    /** Channels of the pictures. */
    int channels();

    /** Columns of a channel: the taps of the window. */
    int taps();

    /** Rows of places. */
    int placeRows();

    /** Rows of the matrix in a row of places: its places times samples. */
    int rowLength();

    /**
     * A part of the matrix: the columns of some channels, the rows of some rows of places.
     *
     * @param fromChannel the first channel
     * @param toChannel the one after the last
     * @param fromRow the first row of places
     * @param toRow the one after the last
     */
    record Part(int fromChannel, int toChannel, int fromRow, int toRow) {}

    /** Copies a part, in column order, zeros where the window is outside of the picture. */
    void gather(float[] pictures, Part part, float[] into);

    /** Adds a part to the pixels that it came from. */
    void scatter(float[] patches, Part part, float[] pictures);
}
