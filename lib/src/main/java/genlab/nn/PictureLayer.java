package genlab.nn;

/** A layer from pictures to pictures, which knows the shapes of both. */
public interface PictureLayer extends Layer {
    /** The shape of the pictures that it takes. */
    PictureShape input();

    /** The shape of the pictures that it gives. */
    PictureShape output();

    /**
     * This layer without its bias, if it has one, and with the same weights: before a {@link
     * BatchNormalization}, which takes away what a bias adds.
     */
    default PictureLayer withoutBias() {
        return this;
    }
}
