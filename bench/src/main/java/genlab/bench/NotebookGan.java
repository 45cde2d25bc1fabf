package genlab.bench;

import genlab.nn.Activation;
import genlab.nn.Criterion;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Pass;
import genlab.nn.Sgd;
import genlab.preprocessing.Preprocessing;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.sampling.Uniform;
import genlab.training.History;
import genlab.training.Progress;
import java.util.random.RandomGenerator;

/** The cells of notebook 04 that make and train the 50-line GAN; a test compares the texts. */
final class NotebookGan {
    private NotebookGan() {}

    static void train(int epochs) {
        Game game = newGame(Preprocessing.FOUR_MOMENTS, Randoms.seeded(1));
        History history = newHistory();
        train(game, history, epochs, Progress.NONE);
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

    static Network discriminator(Preprocessing preprocess, RandomGenerator random) {
        int features = preprocess.outputSize(500);
        return Network.mlp(Activation.SIGMOID, Activation.SIGMOID, random, features, 10, 10, 1);
    }

    static Criterion criterion = Losses.binaryCrossEntropy();

    record Game(
            Preprocessing preprocess,
            Sampler real,
            Sampler noise,
            Network G,
            Network D,
            Optimizer ofG,
            Optimizer ofD) {
        Pass fakes() {
            return G.forward(noise.draw(500));
        }

        Pass judge(Pass batch) {
            return D.forward(preprocess.forward(batch));
        }
    }

    static Game newGame(Preprocessing preprocess, RandomGenerator random) {
        Network G = generator(random), D = discriminator(preprocess, random);
        return new Game(
                preprocess,
                realData(random),
                noise(random),
                G,
                D,
                new Sgd(G.parameters(), 1e-3, 0.9),
                new Sgd(D.parameters(), 1e-3, 0.9));
    }

    record Judged(Pass onReal, Pass onFake, Matrix real, Matrix fake) {}

    static Judged trainDiscriminator(Game game) {
        game.ofD().zeroGradients();
        Matrix real = game.real().draw(500);
        Pass onReal = criterion.of(game.judge(Pass.constant(real)), 1);
        onReal.backward();
        Pass fake = game.fakes().detach();
        Pass onFake = criterion.of(game.judge(fake), 0);
        onFake.backward();
        game.ofD().step();
        return new Judged(onReal, onFake, real, fake.matrix());
    }

    static Pass trainGenerator(Game game) {
        game.ofG().zeroGradients();
        Pass error = criterion.of(game.judge(game.fakes()), 1);
        error.backward();
        game.ofG().step();
        return error;
    }

    static void train(Game game, History history, int epochs, Progress progress) {
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Judged judged = null;
            Pass error = null;
            for (int step = 0; step < 20; step++) judged = trainDiscriminator(game);
            for (int step = 0; step < 20; step++) error = trainGenerator(game);

            Matrix real = judged.real(), fake = judged.fake();
            history.add(
                    epoch,
                    judged.onReal().value(),
                    judged.onFake().value(),
                    error.value(),
                    real.mean(),
                    real.standardDeviation(),
                    fake.mean(),
                    fake.standardDeviation());
            if (epoch % 100 == 0)
                progress.print(
                        String.format(
                                "Epoch %d: D (%.4f real, %.4f fake) G (%.4f); "
                                        + "real (mean %.2f, sd %.2f), fake (mean %.2f, sd %.2f)",
                                epoch,
                                judged.onReal().value(),
                                judged.onFake().value(),
                                error.value(),
                                real.mean(),
                                real.standardDeviation(),
                                fake.mean(),
                                fake.standardDeviation()));
            progress.update(epoch);
        }
    }

    static History newHistory() {
        return new History(
                "GAN",
                "epoch",
                "real error",
                "fake error",
                "generator error",
                "real mean",
                "real sd",
                "fake mean",
                "fake sd");
    }
}
