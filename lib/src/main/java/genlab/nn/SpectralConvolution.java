package genlab.nn;

import java.util.List;
import java.util.stream.Stream;

/**
 * A convolution whose weight, as the matrix {@code [channels * size * size, channels out]}, is
 * divided by its largest singular value (Miyato et al., Spectral Normalization for Generative
 * Adversarial Networks, 2018, section 2.1). That bounds what happens to one patch; patches that
 * overlap can still stretch a difference, by {@code size / stride}, rounded up, at most.
 */
public final class SpectralConvolution implements PictureLayer {
    private final Convolution convolution;
    private final SpectralWeight weight;

    /** Spectral normalisation of a convolution, whose weight and bias are learned. */
    public SpectralConvolution(Convolution convolution) {
        this.convolution = Require.given("convolution", convolution);
        this.weight = new SpectralWeight(convolution.weight());
    }

    @Override
    public Pass forward(Pass x) {
        boolean training = Require.given("x", x).training();
        return convolution.convolved(x, weight.pass(training), convolution.bias());
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return convolution.convolved(direction, weight.pass(false), convolution.none());
    }

    @Override
    public PictureShape input() {
        return convolution.input();
    }

    @Override
    public PictureShape output() {
        return convolution.output();
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(convolution.parameters().stream(), Stream.of(weight.rightVector()))
                .toList();
    }

    @Override
    public String toString() {
        return "Spectral" + convolution;
    }
}
