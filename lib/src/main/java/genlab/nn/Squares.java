package genlab.nn;

import genlab.nn.fast.Loops;

/** The squares of pixels that a picture is made of. */
record Squares(PictureShape picture, int side) {
    private interface Run {
        void take(int square, int pixel, int length);
    }

    private void each(int samples, Run run) {
        int rows = picture.channels() * picture.height();
        int width = picture.width();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                // height is a multiple of the side, so channels stay apart
                int square = (row / side * (width / side) + column / side) * samples;
                run.take(square, (row * width + column) * samples, samples);
            }
        }
    }

    /** The sums of the squares. */
    Matrix sum(Matrix pixels, int samples) {
        Matrix squares = Matrix.zeros(samples, picture.size() / side / side);
        each(
                samples,
                (square, pixel, length) ->
                        Loops.addTo(squares.values(), square, pixels.values(), pixel, length));
        return squares;
    }

    /** Pixels that are their square. */
    Matrix spread(Matrix squares) {
        Matrix pixels = Matrix.zeros(squares.rows(), picture.size());
        each(
                squares.rows(),
                (square, pixel, length) ->
                        System.arraycopy(squares.values(), square, pixels.values(), pixel, length));
        return pixels;
    }
}
