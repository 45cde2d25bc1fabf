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
        Require.atLeast("factor", 1, factor);
        Require.given("input", input);
    }

    @Override
    public PictureShape output() {
        return new PictureShape(input.channels(), input.height() * factor, input.width() * factor);
    }

    @Override
    public Pass forward(Pass x) {
        Squares squares = new Squares(output(), factor);
        int samples = input.check(x.matrix()).rows();
        return x.then(squares.spread(x.matrix()), g -> squares.sum(g, samples));
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        return forward(direction);
    }
}
