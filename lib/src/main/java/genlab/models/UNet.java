package genlab.models;

import genlab.nn.Convolution;
import genlab.nn.Dense;
import genlab.nn.Layer;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.nn.PictureShape;
import genlab.nn.Require;
import genlab.nn.Silu;
import genlab.nn.Upsampling;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A small residual U-net for square pictures: down to half the size, again if that is above 8 and
 * can be halved too, and back up, where every size sees beside what comes from below what it was on
 * the way down (Ronneberger, Fischer and Brox, U-Net, 2015). Time and conditions reach every block
 * as one number for each channel; see {@link #withPlaces} for digits to order.
 *
 * <pre>{@code
 * Layer network = new UNet(new PictureShape(1, 14, 14), 16 + 10, 16, random); // 16 time, 10 labels
 * Diffusion.builder(196).network(network).conditions(10).build(random);
 * }</pre>
 */
public final class UNet implements Layer {
    private static final Layer SILU = new Silu();
    private static final int SMALLEST = 8;

    private final PictureShape shape;
    private final int extras;
    private final int channels;
    private final boolean places;
    private final List<Layer> layers = new ArrayList<>();
    private final Dense code;
    private final Convolution first;
    private final Floor top;
    private final Convolution last;

    /**
     * An untrained network.
     *
     * @param shape of the pictures, with an even side, for example 14 x 14 or 28 x 28
     * @param extras how many numbers stand after the pixels: of the embedded time and the
     *     conditions
     * @param channels at the full size, for example 16; twice as many below
     * @throws IllegalArgumentException if the pictures aren't square or can't be halved
     */
    public UNet(PictureShape shape, int extras, int channels, RandomGenerator random) {
        this(shape, extras, channels, false, random);
    }

    /**
     * A U-net whose smallest size is told time and conditions as a picture of their own, a number
     * for each pixel and channel. Convolutions treat all places alike, so with much noise the plain
     * network can hardly say where the strokes of a 3 begin.
     */
    public static UNet withPlaces(
            PictureShape shape, int extras, int channels, RandomGenerator random) {
        return new UNet(shape, extras, channels, true, random);
    }

    private UNet(
            PictureShape shape, int extras, int channels, boolean places, RandomGenerator random) {
        Require.that(
                Require.given("shape", shape).height() == shape.width() && shape.width() % 2 == 0,
                "a U-net's pictures must be square with an even side, but the shape is %s; for"
                        + " example [1, 14, 14]",
                shape);
        Require.between("channels", 1, 1024, channels);
        this.shape = shape;
        this.extras = Require.size("extras", extras);
        this.channels = channels;
        this.places = places;
        code = with(new Dense(extras, 4 * channels, random));
        first = convolution(shape, channels, random);
        top = new Floor(shape.withChannels(channels), random);
        last = convolution(shape.withChannels(channels), shape.channels(), random);
    }

    /** One that keeps the size. */
    private Convolution convolution(PictureShape from, int to, RandomGenerator random) {
        return with(new Convolution(from, to, 3, 1, 1, random));
    }

    private <L extends Layer> L with(L layer) {
        layers.add(layer);
        return layer;
    }

    /** One size of picture, and what is below it. */
    private final class Floor {
        private final Block onTheWayDown;
        private final Convolution halving;
        private final Floor below;
        private final Block bottom;
        private final Upsampling doubling;
        private final Convolution narrowing;
        private final Convolution joining;
        private final Block onTheWayUp;

        Floor(PictureShape shape, RandomGenerator random) {
            int wide = 2 * channels;
            onTheWayDown = new Block(shape, false, random);
            halving = with(new Convolution(shape, wide, 4, 2, 1, random));
            PictureShape half = halving.output();
            below =
                    half.width() % 2 == 0 && half.width() > SMALLEST
                            ? new Floor(half, random)
                            : null;
            bottom = below == null ? new Block(half, places, random) : null;
            doubling = new Upsampling(half, 2);
            int width = shape.channels();
            narrowing = convolution(doubling.output(), width, random);
            joining = convolution(shape.withChannels(2 * width), width, random);
            onTheWayUp = new Block(shape, false, random);
        }

        Pass forward(Pass x, Pass told) {
            Pass here = onTheWayDown.forward(x, told);
            Pass down = halving.forward(here);
            Pass deeper = below == null ? bottom.forward(down, told) : below.forward(down, told);
            Pass up = narrowing.forward(doubling.forward(deeper));
            return onTheWayUp.forward(joining.forward(up.beside(here)), told);
        }
    }

    /** A residual block, x + f(x, code). */
    private final class Block {
        private final Convolution before;
        private final Dense ofCode;
        private final Upsampling spread;
        private final Convolution after;

        Block(PictureShape shape, boolean places, RandomGenerator random) {
            int width = shape.channels();
            before = convolution(shape, width, random);
            PictureShape told = places ? shape : new PictureShape(width, 1, 1);
            ofCode = with(new Dense(4 * channels, told.size(), random));
            spread = new Upsampling(told, shape.width() / told.width());
            after = convolution(shape, width, random);
        }

        Pass forward(Pass x, Pass told) {
            Pass everywhere = spread.forward(ofCode.forward(told));
            Pass inside = before.forward(SILU.forward(x)).plus(everywhere);
            return x.plus(after.forward(SILU.forward(inside)));
        }
    }

    @Override
    public Pass forward(Pass x) {
        int pixels = shape.size();
        int given = Require.given("x", x).matrix().columns();
        if (given != pixels + extras) {
            throw Require.error(
                    "the U-net takes %d pixels and %d numbers of time and conditions, but the batch"
                            + " is %s",
                    pixels, extras, x.matrix().shape());
        }
        Pass told = SILU.forward(code.forward(x.columns(pixels, given)));
        Pass pictures = first.forward(x.columns(0, pixels));
        return last.forward(SILU.forward(top.forward(pictures, told)));
    }

    @Override
    public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    @Override
    public String toString() {
        return "UNet(" + shape + ", " + extras + ", " + channels + (places ? ", places)" : ")");
    }
}
