package genlab.nn.fast;

import java.nio.FloatBuffer;

/**
 * The patches of a batch of pictures under a window, as a matrix in column order: a row for each
 * place of the window and sample; a column for each channel and tap of the window. Only parts of it
 * ever exist.
 */
public interface Patches {
    /** Channels of the pictures. */
    int channels();

    /** Columns of a channel: the taps of the window. */
    int taps();

    /** Places of the window in a picture, row after row. */
    int places();

    /** Pictures in the batch: rows of the matrix for each place. */
    int samples();

    /**
     * A part of the matrix: the columns of some channels, the rows of some places.
     *
     * @param fromChannel the first channel
     * @param toChannel the one after the last
     * @param fromPlace the first place
     * @param toPlace the one after the last
     */
    record Part(int fromChannel, int toChannel, int fromPlace, int toPlace) {}

    /** Copies a part, in column order, zeros where the window is outside of the picture. */
    void gather(float[] pictures, Part part, FloatBuffer into);

    /** Adds a part to the pixels that it came from. */
    void scatter(float[] patches, Part part, float[] pictures);
}
