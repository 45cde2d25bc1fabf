package genlab.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import genlab.models.AdversarialLosses;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A small DCGAN with batch normalisation, four steps of Adam, as PyTorch took them in float64. */
class PictureGanTest {
    private static final JsonNode GOLDEN = Golden.read("picture_gan.json");
    private static final double TOLERANCE = 1e-4;

    private static final Map<String, Integer> OF_GENERATOR =
            Map.of("dense", 0, "norm1", 2, "up", 6, "norm2", 8, "last", 12);
    private static final Map<String, Integer> OF_DISCRIMINATOR =
            Map.of("first", 0, "second", 2, "dense", 4);

    // of its layers, since the builder leaves out the bias that PyTorch's figures have
    private final PictureShape small = new PictureShape(8, 2, 2);
    private final TransposedConvolution up =
            new TransposedConvolution(small, 4, 4, 2, 1, new Random(1));
    private final Network generator =
            new Network(
                    new Dense(5, small.size(), new Random(1)),
                    new BatchNormalization(8, 4),
                    Activation.RELU,
                    up,
                    new BatchNormalization(4, 16),
                    Activation.RELU,
                    new TransposedConvolution(up.output(), 1, 4, 2, 1, new Random(1)),
                    Activation.SIGMOID);
    private final Network discriminator =
            PictureNetwork.of(new PictureShape(1, 8, 8), new Random(1))
                    .convolution(4, 4, 2, 1)
                    .activation(new LeakyRelu(0.2))
                    .convolution(6, 4, 2, 1)
                    .activation(new LeakyRelu(0.2))
                    .dense(1);

    /**
     * PyTorch's weights as this library's: dense and convolutions transposed, the rest as it is.
     */
    private static Matrix weight(String name, JsonNode node) {
        Matrix rows = ConvolutionTest.rows(node);
        boolean asItIs = name.endsWith(".bias") || name.startsWith("norm");
        if (asItIs) {
            return rows.columns() == 1 ? rows.transpose() : rows;
        }
        return name.startsWith("up") || name.startsWith("last") ? rows : rows.transpose();
    }

    private interface Use {
        void with(Parameter parameter, Matrix expected, String name);
    }

    private static void each(
            JsonNode figures, Network network, Map<String, Integer> places, Use use) {
        if (figures == null) {
            return; // only the first step has gradients
        }
        figures.properties()
                .forEach(
                        entry -> {
                            String[] name = entry.getKey().split("\\.");
                            int index =
                                    places.get(name[0])
                                            + switch (name[1]) {
                                                case "weight" -> 0;
                                                case "bias" -> 1;
                                                case "running_mean" -> 2;
                                                default -> 3;
                                            };
                            JsonNode node = entry.getValue();
                            Matrix expected =
                                    node.isArray()
                                            ? Golden.matrix(node)
                                            : weight(entry.getKey(), node);
                            use.with(network.parameters().get(index), expected, entry.getKey());
                        });
    }

    private static void assertClose(Matrix expected, Matrix actual, String what) {
        // a bias before batch normalisation has no gradient but rounding
        double largest = Math.max(expected.max(), -expected.min());
        if (largest > 1e-12) {
            assertEquals(0, Golden.relativeError(expected, actual), TOLERANCE, what);
        }
    }

    @Test
    void fourStepsAreThoseOfPyTorch() {
        Use set =
                (parameter, expected, name) ->
                        System.arraycopy(
                                expected.values(),
                                0,
                                parameter.value().values(),
                                0,
                                expected.values().length);
        each(GOLDEN.get("generator").get("initial"), generator, OF_GENERATOR, set);
        each(GOLDEN.get("discriminator").get("initial"), discriminator, OF_DISCRIMINATOR, set);
        // Batch normalisation takes away what a bias before it adds, so its gradient is 0. In
        // float32 that is rounding of 1e-9, which Adam would make steps of.
        generator.parameters().get(OF_GENERATOR.get("up") + 1).freeze(true);
        Adam ofGenerator = new Adam(generator.parameters(), 0.002, 0.5, 0.999);
        Adam ofDiscriminator = new Adam(discriminator.parameters(), 0.002, 0.5, 0.999);
        AdversarialLosses loss = AdversarialLosses.NON_SATURATING;
        int number = 0;
        for (JsonNode step : GOLDEN.get("steps")) {
            String what = "step " + number++;
            Matrix noise = Golden.matrix(step.get("noise_of_discriminator"));
            Pass fake = generator.forward(Pass.constant(noise).inTraining()).detach();
            assertClose(ConvolutionTest.rows(step.get("fake")), fake.matrix(), what + " fake");
            Pass real = Pass.constant(ConvolutionTest.rows(step.get("real"))).inTraining();
            discriminator.zeroGradients();
            Pass ofD =
                    loss.real(discriminator.forward(real))
                            .plus(loss.fake(discriminator.forward(fake)));
            assertEquals(step.get("discriminator_loss").asDouble(), ofD.value(), TOLERANCE);
            ofD.backward();
            each(
                    step.get("discriminator_gradients"),
                    discriminator,
                    OF_DISCRIMINATOR,
                    (p, expected, name) -> assertClose(expected, p.gradient(), what + name));
            ofDiscriminator.step();

            noise = Golden.matrix(step.get("noise_of_generator"));
            generator.zeroGradients();
            Pass made = generator.forward(Pass.constant(noise).inTraining());
            Pass ofG = loss.generator(new Frozen(discriminator).forward(made));
            assertEquals(step.get("generator_loss").asDouble(), ofG.value(), TOLERANCE);
            ofG.backward();
            each(
                    step.get("generator_gradients"),
                    generator,
                    OF_GENERATOR,
                    (p, expected, name) -> {
                        if (!p.frozen()) {
                            assertClose(expected, p.gradient(), what + name);
                        }
                    });
            ofGenerator.step();
        }
        Use compare = (p, expected, name) -> assertClose(expected, p.value(), "final " + name);
        each(GOLDEN.get("generator").get("final"), generator, OF_GENERATOR, compare);
        each(GOLDEN.get("discriminator").get("final"), discriminator, OF_DISCRIMINATOR, compare);
        Matrix noise = Golden.matrix(GOLDEN.get("evaluation").get("noise"));
        assertClose(
                ConvolutionTest.rows(GOLDEN.get("evaluation").get("pictures")),
                generator.forward(noise).matrix(),
                "evaluation");
    }
}
