package genlab.bench;

import genlab.bench.Nd4jNetwork.Activation;
import genlab.nn.Matrix;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The workloads as one writes them with ND4J alone. */
final class Nd4jPeer {
    private Nd4jPeer() {}

    static void run(Workload workload, int amount, Matrix images) {
        switch (workload) {
            case GAN_50_LINES, GAN_50_LINES_NOTEBOOK -> fiftyLines(amount);
            case VAE_MNIST -> vae(amount, images.toArray());
            case GAN_RING -> ring(amount);
            default -> throw new IllegalArgumentException(workload + " has no ND4J version");
        }
    }

    private static void fiftyLines(int epochs) {
        int samples = 500;
        Nd4jNetwork generator =
                Nd4jNetwork.withMomentum(Activation.TANH, Activation.IDENTITY, 1, 5, 5, 1);
        Nd4jNetwork discriminator =
                Nd4jNetwork.withMomentum(Activation.SIGMOID, Activation.SIGMOID, 4, 10, 10, 1);
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int step = 0; step < 20; step++) {
                discriminator.zeroGradients();
                INDArray real = Nd4j.randn(samples, 1).muli(1.25).addi(4);
                List<INDArray> onReal = discriminator.forward(moments(real));
                discriminator.backward(onReal, ofProbability(last(onReal), 1));
                INDArray fake = last(generator.forward(Nd4j.rand(samples, 1)));
                List<INDArray> onFake = discriminator.forward(moments(fake));
                discriminator.backward(onFake, ofProbability(last(onFake), 0));
                discriminator.step();
            }
            for (int step = 0; step < 20; step++) {
                generator.zeroGradients();
                List<INDArray> made = generator.forward(Nd4j.rand(samples, 1));
                INDArray fake = last(made);
                List<INDArray> onFake = discriminator.forward(moments(fake));
                INDArray gradient = discriminator.backward(onFake, ofProbability(last(onFake), 1));
                generator.backward(made, momentsBack(fake, gradient));
                generator.step();
            }
        }
    }

    private static INDArray last(List<INDArray> values) {
        return values.get(values.size() - 1);
    }

    /** The gradient of the binary cross entropy. */
    private static INDArray ofProbability(INDArray p, double target) {
        return p.sub(target).divi(p.rsub(1).muli(p));
    }

    private static INDArray moments(INDArray batch) {
        double mean = batch.meanNumber().doubleValue();
        INDArray differences = batch.sub(mean);
        double deviation = Math.sqrt(Transforms.pow(differences, 2).meanNumber().doubleValue());
        INDArray scores = differences.div(deviation);
        double skewness = Transforms.pow(scores, 3).meanNumber().doubleValue();
        double kurtosis = Transforms.pow(scores, 4).meanNumber().doubleValue() - 3;
        return Nd4j.create(new double[][] {{mean, deviation, skewness, kurtosis}})
                .castTo(batch.dataType());
    }

    private static INDArray momentsBack(INDArray batch, INDArray gradient) {
        INDArray differences = batch.sub(batch.meanNumber());
        double deviation = Math.sqrt(Transforms.pow(differences, 2).meanNumber().doubleValue());
        INDArray scores = differences.div(deviation);
        INDArray cubes = Transforms.pow(scores, 3);
        double skewness = cubes.meanNumber().doubleValue();
        double kurtosis = Transforms.pow(scores, 4).meanNumber().doubleValue();
        INDArray ofSkewness =
                scores.mul(scores).subi(1).subi(scores.mul(skewness)).muli(3 / deviation);
        INDArray ofKurtosis = cubes.sub(skewness).subi(scores.mul(kurtosis)).muli(4 / deviation);
        return scores.mul(gradient.getDouble(0, 1))
                .addi(gradient.getDouble(0, 0))
                .addi(ofSkewness.muli(gradient.getDouble(0, 2)))
                .addi(ofKurtosis.muli(gradient.getDouble(0, 3)))
                .divi(batch.length());
    }

    private static void vae(int epochs, INDArray images) {
        Nd4jNetwork encoder =
                Nd4jNetwork.withAdam(0.9, Activation.RELU, Activation.IDENTITY, 784, 400, 40);
        Nd4jNetwork decoder =
                Nd4jNetwork.withAdam(0.9, Activation.RELU, Activation.IDENTITY, 20, 400, 784);
        for (int epoch = 0; epoch < epochs; epoch++) {
            Nd4j.shuffle(images, 1);
            for (int start = 0; start < images.rows(); start += 128) {
                int end = Math.min(images.rows(), start + 128);
                INDArray x = images.get(NDArrayIndex.interval(start, end));
                encoder.zeroGradients();
                decoder.zeroGradients();
                List<INDArray> encoded = encoder.forward(x);
                INDArray code = last(encoded);
                INDArray mean = code.getColumns(columns(0, 20));
                INDArray logVariance = code.getColumns(columns(20, 40));
                INDArray epsilon = Nd4j.randn(x.rows(), 20);
                INDArray deviation = Transforms.exp(logVariance.mul(0.5));
                INDArray z = mean.add(epsilon.mul(deviation));
                List<INDArray> decoded = decoder.forward(z);
                INDArray probability = Transforms.sigmoid(last(decoded), true);
                INDArray zGradient = decoder.backward(decoded, probability.sub(x).divi(x.rows()));
                INDArray meanGradient = zGradient.add(mean.div(x.rows()));
                INDArray logVarianceGradient =
                        zGradient
                                .mul(epsilon)
                                .muli(deviation)
                                .addi(deviation.mul(deviation).subi(1).divi(x.rows()))
                                .muli(0.5);
                encoder.backward(encoded, Nd4j.hstack(meanGradient, logVarianceGradient));
                encoder.step();
                decoder.step();
            }
        }
    }

    private static int[] columns(int from, int to) {
        return java.util.stream.IntStream.range(from, to).toArray();
    }

    private static void ring(int steps) {
        int batch = 512;
        Nd4jNetwork generator =
                Nd4jNetwork.withAdam(0.5, Activation.RELU, Activation.IDENTITY, 2, 128, 128, 2);
        Nd4jNetwork discriminator =
                Nd4jNetwork.withAdam(
                        0.5, Activation.LEAKY_RELU, Activation.IDENTITY, 2, 128, 128, 1);
        Random random = new Random(1);
        double[][] centres = new double[8][];
        for (int mode = 0; mode < 8; mode++) {
            double angle = mode * Math.PI / 4;
            centres[mode] = new double[] {2 * Math.cos(angle), 2 * Math.sin(angle)};
        }
        INDArray ring = Nd4j.create(centres).castTo(DataType.FLOAT);
        for (int step = 0; step < steps; step++) {
            discriminator.zeroGradients();
            int[] modes = random.ints(batch, 0, 8).toArray();
            INDArray real = Nd4j.randn(batch, 2).muli(0.05).addi(Nd4j.pullRows(ring, 1, modes));
            List<INDArray> onReal = discriminator.forward(real);
            discriminator.backward(onReal, ofLogit(last(onReal), 1));
            INDArray fake = last(generator.forward(Nd4j.randn(batch, 2)));
            List<INDArray> onFake = discriminator.forward(fake);
            discriminator.backward(onFake, ofLogit(last(onFake), 0));
            discriminator.step();
            generator.zeroGradients();
            List<INDArray> made = generator.forward(Nd4j.randn(batch, 2));
            List<INDArray> judged = discriminator.forward(last(made));
            INDArray gradient = discriminator.backward(judged, ofLogit(last(judged), 1));
            generator.backward(made, gradient);
            generator.step();
        }
    }

    /** The gradient of the mean cross entropy from logits. */
    private static INDArray ofLogit(INDArray logits, double target) {
        return Transforms.sigmoid(logits, true).subi(target).divi(logits.length());
    }
}
