package genlab.bench;

import genlab.nn.Activation;
import genlab.nn.Criterion;
import genlab.nn.Loss;
import genlab.nn.Losses;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Pass;
import genlab.nn.Sgd;
import genlab.preprocessing.Preprocessing;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.sampling.Uniform;
import java.util.random.RandomGenerator;

/** The 50-line GAN of the library's parts, loop for loop as notebook 04 has it. */
final class NotebookGan {
    private NotebookGan() {}

    static void train(int epochs) {
        RandomGenerator random = Randoms.seeded(1);
        Preprocessing preprocess = Preprocessing.FOUR_MOMENTS;
        int samples = 500;
        Sampler data = new Gaussian(4, 1.25, random);
        Sampler noise = new Uniform(1, random);
        Network generator = Network.mlp(Activation.TANH, Activation.IDENTITY, random, 1, 5, 5, 1);
        Network discriminator =
                Network.mlp(
                        Activation.SIGMOID,
                        Activation.SIGMOID,
                        random,
                        preprocess.outputSize(samples),
                        10,
                        10,
                        1);
        Criterion criterion = Losses.binaryCrossEntropy();
        Optimizer generatorOptimizer = new Sgd(generator.parameters(), 1e-3, 0.9);
        Optimizer discriminatorOptimizer = new Sgd(discriminator.parameters(), 1e-3, 0.9);

        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int step = 0; step < 20; step++) {
                discriminatorOptimizer.zeroGradients();
                Pass real = preprocess.forward(data.sample(samples));
                Loss realError = criterion.of(discriminator.forward(real), 1);
                realError.backward();
                Pass fake = generator.forward(noise.sample(samples)).detach();
                Pass verdict = discriminator.forward(preprocess.forward(fake));
                Loss fakeError = criterion.of(verdict, 0);
                fakeError.backward();
                discriminatorOptimizer.step();
            }
            for (int step = 0; step < 20; step++) {
                generatorOptimizer.zeroGradients();
                Pass fake = generator.forward(noise.sample(samples));
                Pass verdict = discriminator.forward(preprocess.forward(fake));
                Loss error = criterion.of(verdict, 1);
                error.backward();
                generatorOptimizer.step();
            }
        }
    }
}
