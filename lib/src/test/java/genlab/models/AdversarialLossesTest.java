package genlab.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import genlab.nn.Loss;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdversarialLossesTest {
    private static final JsonNode GOLDEN = Golden.read("adversarial_losses.json");
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @EnumSource
    void valuesAndGradientsAreThoseOfPyTorch(AdversarialLosses losses) {
        JsonNode expected = GOLDEN.get("losses").get(losses.name().toLowerCase(Locale.ROOT));
        Pass realLogits = Pass.constant(Golden.column(GOLDEN.get("real_logits")));
        Pass fakeLogits = Pass.constant(Golden.column(GOLDEN.get("fake_logits")));
        Loss real = losses.real(realLogits);
        Loss fake = losses.fake(fakeLogits);
        Loss generator = losses.generator(fakeLogits);
        assertClose(expected.get("discriminator_loss").asDouble(), real.value() + fake.value());
        assertClose(expected.get("generator_loss").asDouble(), generator.value());
        assertClose(expected.get("grad_real"), real.gradient());
        assertClose(expected.get("grad_fake"), fake.gradient());
        assertClose(expected.get("grad_generator"), generator.gradient());
    }

    @ParameterizedTest
    @EnumSource
    void isFiniteHoweverSureTheDiscriminatorIs(AdversarialLosses losses) {
        Pass sure = Pass.constant(Matrix.ofRows(new double[][] {{-1000}, {1000}}));
        for (Loss loss :
                new Loss[] {losses.real(sure), losses.fake(sure), losses.generator(sure)}) {
            assertTrue(Double.isFinite(loss.value()));
            for (float slope : loss.gradient().values()) {
                assertTrue(Float.isFinite(slope));
            }
        }
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, TOLERANCE * Math.abs(expected));
    }

    private static void assertClose(JsonNode expected, Matrix actual) {
        assertEquals(0, Golden.relativeError(Golden.column(expected), actual), TOLERANCE);
    }
}
