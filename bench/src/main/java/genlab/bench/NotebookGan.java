package genlab.bench;

import genlab.nn.Activation;
import genlab.nn.Criterion;
import genlab.nn.Layer;
import genlab.nn.Losses;
import genlab.nn.Network;
import genlab.nn.Pass;
import genlab.nn.Sgd;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.sampling.Uniform;
import genlab.training.History;
import genlab.training.Progress;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/** The cells of notebook 04 that make and train the 50-line GAN; a test compares the texts. */
final class NotebookGan {
    private NotebookGan() {}

    static void train(int epochs) {
        Game game = newGame(x -> getMoments(x), 4, Randoms.seeded(1));
        History history = newHistory();
        train(game, epochs, watch(game, history, Progress.NONE));
    }

    static Sampler realData(RandomGenerator random) {
        return new Gaussian(4, 1.25, random);
    }

    static Sampler noise(RandomGenerator random) {
        return new Uniform(1, random);
    }

    static Network generator(RandomGenerator random) {
        return Network.mlp(Activation.TANH, Activation.IDENTITY, random, 1, 5, 5, 1);
    }

    static Network discriminator(int features, RandomGenerator random) {
        return Network.mlp(Activation.SIGMOID, Activation.SIGMOID, random, features, 10, 10, 1);
    }

    static Pass getMoments(Pass d) {
        Pass mean = d.mean();
        Pass diffs = d.minus(mean);
        Pass var = diffs.square().mean();
        Pass std = var.sqrt();
        Pass zscores = diffs.dividedBy(std);
        Pass skews = zscores.square().times(zscores).mean();
        Pass kurtoses = zscores.square().square().mean().minus(3);
        return mean.beside(std).beside(skews).beside(kurtoses);
    }

    static Pass decorateWithDiffs(Pass data, int exponent) {
        Pass diffs = data.minus(data.matrix().mean());
        return data.above(exponent == 2 ? diffs.square() : diffs).transpose();
    }

    static Criterion criterion = Losses.binaryCrossEntropy();

    record Game(
            Layer preprocess, Sampler real, Sampler noise, Network G, Network D, Sgd ofG, Sgd ofD) {
        Pass fakes() {
            return G.forward(noise.draw(500));
        }

        Pass judge(Pass batch) {
            return D.forward(preprocess.forward(batch));
        }
    }

    static Game newGame(Layer preprocess, int features, RandomGenerator random) {
        Network G = generator(random), D = discriminator(features, random);
        return new Game(
                preprocess,
                realData(random),
                noise(random),
                G,
                D,
                new Sgd(G.parameters(), 1e-3, 0.9),
                new Sgd(D.parameters(), 1e-3, 0.9));
    }

    static void trainDiscriminator(Game game) {
        game.ofD().zeroGradients();
        criterion.of(game.judge(Pass.constant(game.real().draw(500))), 1).backward();
        criterion.of(game.judge(game.fakes().detach()), 0).backward();
        game.ofD().step();
    }

    static void trainGenerator(Game game) {
        game.ofG().zeroGradients();
        criterion.of(game.judge(game.fakes()), 1).backward();
        game.ofG().step();
    }

    static void train(Game game, int epochs, IntConsumer afterEpoch) {
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (int step = 0; step < 20; step++) trainDiscriminator(game);
            for (int step = 0; step < 20; step++) trainGenerator(game);
            afterEpoch.accept(epoch);
        }
    }

    static History newHistory() {
        return new History(
                "GAN",
                "epoch",
                "real error",
                "fake error",
                "generator error",
                "fake mean",
                "fake sd");
    }

    static IntConsumer watch(Game game, History history, Progress progress) {
        Sampler real = realData(Randoms.seeded(101)), noise = noise(Randoms.seeded(102));
        return epoch -> {
            progress.update(epoch);
            if (epoch % 10 > 0) return;
            Pass fake = game.G().forward(noise.draw(500));
            double onReal = criterion.of(game.judge(Pass.constant(real.draw(500))), 1).value();
            double onFake = criterion.of(game.judge(fake), 0).value();
            double error = criterion.of(game.judge(fake), 1).value();
            double mean = fake.matrix().mean(), sd = fake.matrix().standardDeviation();
            history.add(epoch, onReal, onFake, error, mean, sd);
            if (epoch % 1000 == 0)
                progress.print(
                        String.format(
                                "Epoch %d: D (%.4f real, %.4f fake) G (%.4f); "
                                        + "fake (mean %.2f, sd %.2f)",
                                epoch, onReal, onFake, error, mean, sd));
        };
    }
}
