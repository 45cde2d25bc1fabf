package genlab.nn;

/**
 * Makes every pixel a square of pixels (nearest neighbours). With a convolution after it, it takes
 * the place of a {@link TransposedConvolution} without its checkerboard (Odena, Dumoulin and Olah,
 * Deconvolution and Checkerboard Artifacts, 2016).
 *
 * @param input the shape of the pictures that it takes
 * @param factor the side of a square, for example 2
 */
public record Upsampling(PictureShape input, int factor) implements PictureLayer {
    /** Checks the factor. */
    public Upsampling {
        Require.given("input", input);
        Require.that(
                factor >= 1 && factor <= 1000, "factor must be in [1, 1000], but was %d", factor);
    }

    @Override
    public PictureShape output() {
        return new PictureShape(input.channels(), input.height() * factor, input.width() * factor);
    }

    @Override
    public Pass forward(Pass x) {
        Require.given("x", x);
        Squares squares = new Squares(output(), factor);
        int samples = input.check(x.matrix()).rows();
        return x.then(squares.spread(x.matrix()), g -> squares.sum(g, samples));
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return forward(direction);
    }
}
