package genlab.models;

import genlab.nn.Matrix;
import genlab.sampling.Gaussian;
import java.util.random.RandomGenerator;

/** A model that makes samples of latent codes, whose distribution is known. */
public interface GenerativeModel {
    /** The number of latent variables: of the generator's inputs. */
    int latentSize();

    /**
     * The samples that codes stand for.
     *
     * @param z {@code [batch, latentSize]}
     * @return {@code [batch, features]}, in the data's unit
     */
    Matrix decode(Matrix z);

    /**
     * Generates samples, of codes from the standard normal distribution.
     *
     * @param count how many; for a conditional model as many as conditions are given
     * @return {@code [count, features]}
     */
    default Matrix sample(int count, RandomGenerator random) {
        return decode(Gaussian.standard(latentSize(), random).draw(count));
    }
}
