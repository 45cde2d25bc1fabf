package genlab.models;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Dense;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Parameter;
import genlab.nn.Pass;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What diffusion and flow matching share, with networks that learn nothing. */
class TimedModelTest {
    private static final int EMBEDDING = 16;

    private final RandomGenerator random = Randoms.seeded(1);
    private Matrix seen;

    /** A network that says 0 and keeps what it was given. */
    private final Layer blind =
            x -> {
                seen = x.matrix();
                return Pass.constant(Matrix.zeros(x.matrix().rows(), 2));
            };

    private Diffusion.Builder builder() {
        return Diffusion.builder(2).network(blind).timeEmbedding(EMBEDDING);
    }

    /** Who says nothing of the noise is wrong by its variance, 1, in parts of any size. */
    @Test
    void theLossIsAMeanOverAllNumbers() {
        Diffusion diffusion = builder().build(random);
        Matrix data = Gaussian.standard(2, random).draw(1200);
        double standardError = Math.sqrt(2 / 2400.0);
        double evaluated = diffusion.evaluate(data);
        assertEquals(1, evaluated, 4 * standardError);
        assertEquals(evaluated, diffusion.evaluate(data), "the same noise every time");
        assertEquals(evaluated, diffusion.validationLoss(data));
        assertEquals(1, diffusion.loss(data).value(), 4 * standardError);
        assertEquals(1, diffusion.trainStep(data), 4 * standardError);
    }

    @Test
    void samplingKeepsNothingForAWayBackAndTrainingDoes() {
        Dense dense = new Dense(2 + EMBEDDING, 2, random);
        List<Boolean> kept = new ArrayList<>();
        Layer network =
                new Layer() {
                    @Override
                    public Pass forward(Pass x) {
                        Pass output = dense.forward(x);
                        kept.add(output.needsGradient());
                        return output;
                    }

                    @Override
                    public List<Parameter> parameters() {
                        return dense.parameters();
                    }
                };
        Diffusion diffusion =
                Diffusion.builder(2).network(network).timeEmbedding(EMBEDDING).build(random);
        kept.clear();
        diffusion.sample(3, random);
        assertFalse(kept.contains(true));
        kept.clear();
        diffusion.trainStep(Matrix.zeros(3, 2));
        assertEquals(List.of(true), kept);
    }

    private double shareOfConditions(Diffusion.Builder of) {
        int rows = 1000;
        Diffusion given = of.conditions(2).build(random).given(Matrix.filled(rows, 2, 1));
        given.trainStep(Matrix.zeros(rows, 2));
        Matrix known = seen.columns(2 + EMBEDDING, 2 + EMBEDDING + 2);
        assertEquals(0, known.column(0).minus(known.column(1)).map(Math::abs).max());
        assertTrue(known.min() >= 0 && known.max() == 1);
        return known.mean();
    }

    @Test
    void conditionsAreDroppedInTrainingOnlyAsOftenAsWanted() {
        assertEquals(1, shareOfConditions(builder()));
        assertEquals(0.7, shareOfConditions(builder().dropConditions(0.3)), 0.06);
        Diffusion given =
                builder()
                        .conditions(1)
                        .dropConditions(0.5)
                        .build(random)
                        .given(Matrix.filled(50, 1, 1));
        given.evaluate(Matrix.zeros(50, 2));
        assertEquals(1, seen.column(2 + EMBEDDING).min());
        assertRejected(
                "conditions were given for 50 samples, but the data has 49",
                () -> given.train(Matrix.zeros(49, 2), 1));
        assertEquals(1, given.train(Matrix.zeros(50, 2), 1).last("epoch"));
    }

    @Test
    void sharesAreBelowOne() {
        assertRejected("share must be in [0, 1)", () -> builder().dropConditions(1));
        assertRejected("decay must be in [0, 1)", () -> builder().averageWeights(1));
        builder().averageWeights(0).dropConditions(0).build(random);
    }
}
