package genlab.nn;

/**
 * Makes every square of pixels one pixel, their mean.
 *
 * @param input the shape of the pictures that it takes
 * @param size the side of a square, of which the height and width are multiples
 */
public record AveragePooling(PictureShape input, int size) implements PictureLayer {
    /** Checks that squares cover the picture. */
    public AveragePooling {
        Require.atLeast("size", 1, size);
        Require.that(
                Require.given("input", input).height() % size == 0 && input.width() % size == 0,
                "height and width must be multiples of %d, but the picture is %s",
                size,
                input);
    }

    @Override
    public PictureShape output() {
        return new PictureShape(input.channels(), input.height() / size, input.width() / size);
    }

    @Override
    public Pass forward(Pass x) {
        Require.given("x", x);
        Squares squares = new Squares(input, size);
        int samples = input.check(x.matrix()).rows();
        double share = 1.0 / (size * size);
        return x.then(
                squares.sum(x.matrix(), samples).times(share), g -> squares.spread(g).times(share));
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return forward(direction);
    }
}
