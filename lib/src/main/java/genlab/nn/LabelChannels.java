package genlab.nn;

/**
 * Takes a picture with its label beside it, and gives the picture with a channel more for each
 * number of the label, which fills it: so that a convolution sees the label at every place (Reed et
 * al., Generative Adversarial Text to Image Synthesis, 2016, section 4.1).
 *
 * @param picture the shape of the pictures
 * @param conditions how many numbers a label has, for example 10 in one-hot form
 */
public record LabelChannels(PictureShape picture, int conditions) implements PictureLayer {
    /** Checks the number. */
    public LabelChannels {
        Require.given("picture", picture);
        Require.size("conditions", conditions);
    }

    /** {@inheritDoc} It takes {@code conditions} numbers more. */
    @Override
    public PictureShape input() {
        return picture;
    }

    @Override
    public PictureShape output() {
        return picture.withChannels(picture.channels() + conditions);
    }

    @Override
    public Pass forward(Pass x) {
        Matrix in = Require.given("x", x).matrix();
        int pixels = picture.size() * in.rows();
        int run = picture.positions() * in.rows();
        if (in.columns() != picture.size() + conditions) {
            throw Require.error(
                    "the layer takes pictures %s with %d conditions beside them, rows of %d"
                            + " numbers, but the batch is %s",
                    picture, conditions, picture.size() + conditions, in.shape());
        }
        Matrix y = Matrix.zeros(in.rows(), output().size());
        System.arraycopy(in.values(), 0, y.values(), 0, pixels);
        for (int channel = 0; channel < conditions; channel++) {
            for (int at = 0; at < run; at += in.rows()) {
                int from = pixels + channel * in.rows();
                System.arraycopy(
                        in.values(), from, y.values(), pixels + channel * run + at, in.rows());
            }
        }
        return x.then(y, this::back);
    }

    private Matrix back(Matrix g) {
        Matrix ofPictures = g.columns(0, picture.size());
        Matrix ofLabels = Matrix.zeros(g.rows(), conditions);
        for (int channel = 0; channel < conditions; channel++) {
            int from = picture.size() + channel * picture.positions();
            Matrix sum = g.columns(from, from + picture.positions()).rowSums();
            System.arraycopy(sum.values(), 0, ofLabels.values(), channel * g.rows(), g.rows());
        }
        return ofPictures.beside(ofLabels);
    }

    @Override
    public Pass tangent(Pass x, Pass direction) {
        Require.direction(x, direction);
        return forward(direction);
    }
}
