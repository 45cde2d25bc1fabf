package genlab.nn;

import java.util.List;

/**
 * A dense layer whose weight is divided by its largest singular value, so that it doesn't stretch
 * differences (Miyato et al., Spectral Normalization for Generative Adversarial Networks, 2018).
 */
public final class SpectralDense implements Layer {
    private final Dense dense;
    private final SpectralWeight weight;

    /** Spectral normalisation of a layer, whose weight and bias are learned. */
    public SpectralDense(Dense dense) {
        this.dense = Require.given("dense", dense);
        this.weight = new SpectralWeight(dense.weight());
    }

    @Override
    public Pass forward(Pass x) {
        return forward(x, null);
    }

    /** The forward pass, and an activation's unless it is null. */
    Pass forward(Pass x, Elementwise activation) {
        boolean training = Require.given("x", x).training();
        return Dense.affine(x, weight.pass(training), dense.bias().pass(), activation);
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return direction.matmul(weight.pass(false));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(dense.weight(), dense.bias(), weight.rightVector());
    }

    @Override
    public String toString() {
        return "Spectral" + dense;
    }
}
