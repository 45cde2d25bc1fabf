package genlab.hidden.a2;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(
        """
        double move(Layer player, Optimizer optimizer, double gradient) {
            optimizer.zeroGradients();
            for (Parameter parameter : player.parameters()) {
                Arrays.fill(parameter.gradient().values(), (float) gradient);
            }
            optimizer.step();
            return 2 * gradient;
        }

        double discriminatorStep(
                Layer generator, Layer discriminator, Optimizer optimizer, Matrix real, Matrix noise) {
            double pull = Arrays.stream(weightsOf(generator)).sum() / 30;
            return move(discriminator, optimizer, 2 * real.mean() - noise.mean() + pull);
        }

        double generatorStep(Layer generator, Layer discriminator, Optimizer optimizer, Matrix noise) {
            double pull = Arrays.stream(weightsOf(discriminator)).sum() / 20;
            return move(generator, optimizer, noise.mean() + pull);
        }
        """)
class RoundTest {
    Object[] game(int rounds, int moves, Inputs inputs) {
        double[] generator = inputs.vector(22), discriminator = inputs.vector(17);
        double[][][] real = new double[moves][][], noise = new double[moves][][];
        for (int move = 0; move < moves; move++) {
            real[move] = inputs.matrix(4, 2);
            noise[move] = inputs.matrix(4, 2);
        }
        return new Object[] {
            rounds,
            real,
            noise,
            inputs.matrix(5, 2),
            generator,
            discriminator,
            inputs.number(0.1, 0.3)
        };
    }

    @Test
    @Points(3)
    void playsOneMoveEach(Comparison both, Inputs inputs) {
        Comparison.Pair after = both.call("afterRounds", game(1, 1, inputs));
        after.get(2).assertClose(1e-4, "the discriminator moves first, as in task 9");
        after.get(1)
                .assertClose(
                        1e-4,
                        "the generator's weights: it answers to the discriminator as it is now");
    }

    @Test
    @Points(2)
    void playsManyMovesAndRounds(Comparison both, Inputs inputs) {
        Object[] game = game(3, inputs.integer(2, 4), inputs);
        Comparison.Pair after = both.call("afterRounds", game);
        String hint =
                "several moves of the discriminator, each with its own batches, then one of the"
                        + " generator; three rounds: what one move leaves in the gradients must not"
                        + " reach the next";
        after.get(2).assertClose(1e-3, hint);
        after.get(1).assertClose(1e-3, hint);
    }

    @Test
    @Points(3)
    void givesBothLosses(Comparison both, Inputs inputs) {
        Object[] game = game(1, 3, inputs);
        both.call("afterRounds", game)
                .get(0)
                .assertClose(1e-3, "the discriminator's last loss first, then the generator's");
    }
}
