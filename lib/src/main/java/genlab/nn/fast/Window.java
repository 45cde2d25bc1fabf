package genlab.nn.fast;

/**
 * A square window that moves over a batch of pictures.
 *
 * @param channels of the pictures
 * @param height of the pictures
 * @param width of the pictures
 * @param size the window's height and width
 * @param stride how far it moves
 * @param padding zeros around the pictures
 * @param samples how many pictures
 */
public record Window(
        int channels, int height, int width, int size, int stride, int padding, int samples) {
    /** How many places it has one below the other. */
    public int rows() {
        return places(height);
    }

    /** How many places it has one beside the other. */
    public int columns() {
        return places(width);
    }

    private int places(int side) {
        return (side + 2 * padding - size) / stride + 1;
    }

    int places() {
        return rows() * columns();
    }

    int pixels() {
        return height * width;
    }

    int taps() {
        return size * size;
    }

    int inputs() {
        return channels * taps();
    }

    /** What is done with pixels that stand one after the other, each under a tap at a place. */
    interface Run {
        /**
         * Takes a run.
         *
         * @param tap the taps are numbered column by column
         * @param taps so many, one below the other
         * @param place the first place
         * @param pixel under the first tap at the first place
         * @param length places
         */
        void take(int tap, int taps, int place, int pixel, int length);
    }

    /**
     * Takes all that the taps see, in runs of places of a row: each tap by itself, but all taps of
     * a column together if there is one channel only.
     *
     * @param from the first place
     * @param to the one after the last
     * @param most places of a run, but at least one
     */
    void runs(int from, int to, int most, Run run) {
        int last;
        for (int first = from; first < to; first = last) {
            int row = first / columns();
            int start = row * columns();
            last = Math.min(Math.min(start + columns(), first + Math.max(1, most)), to);
            // what is inside of the picture: taps of a column, and places
            int top = row * stride - padding;
            int down = Math.max(0, -top);
            int downTo = Math.min(size, height - top);
            for (int right = 0; right < size; right++) {
                int left = right - padding;
                int begin = Math.max(first, start + Math.floorDiv(stride - 1 - left, stride));
                int end = Math.min(last, start + Math.floorDiv(width - 1 - left, stride) + 1);
                if (begin < end) {
                    int taps = channels == 1 ? Math.max(1, downTo - down) : 1;
                    for (int i = down; i < downTo; i += taps) {
                        int pixel = (top + i) * width + slot((begin - start) * stride + left);
                        run.take(right * size + i, taps, begin, pixel, end - begin);
                    }
                }
            }
        }
    }

    /**
     * Where a column of pixels stands in a row outside of the heap: those that the first tap sees
     * come first, then those that the second sees, up to the stride, so that what a tap sees along
     * a row of places is a run.
     */
    private int slot(int column) {
        int phase = column % stride;
        int before = phase * (width / stride) + Math.min(phase, width % stride);
        return before + column / stride;
    }

    /** How numbers of the pictures outside of the heap are copied from the heap, or to it. */
    interface Copy {
        /** Copies so many, outside of it from one on, inside of it from another. */
        void run(int here, int there, int length);
    }

    /** Copies some channels. */
    void copies(int from, int to, Copy copy) {
        if (stride == 1) {
            int start = from * pixels() * samples;
            copy.run(start, start, (to - from) * pixels() * samples);
            return;
        }
        for (int line = from * height; line < to * height; line++) {
            for (int column = 0; column < width; column++) {
                int here = line * width + slot(column);
                copy.run(here * samples, (line * width + column) * samples, samples);
            }
        }
    }
}
