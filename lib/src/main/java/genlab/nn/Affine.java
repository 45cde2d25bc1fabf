package genlab.nn;

/** A layer x W + b, which can apply an activation to its own output while that is at hand. */
interface Affine extends Layer {
    /** Both forward passes in one. */
    Pass forward(Pass x, Elementwise activation);

    @Override
    default Pass forward(Pass x) {
        return forward(x, Activation.IDENTITY);
    }
}
