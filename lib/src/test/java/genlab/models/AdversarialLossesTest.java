package genlab.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
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
        Pass realLogits = Pass.variable(Golden.column(GOLDEN.get("real_logits")));
        Pass fakeLogits = Pass.variable(Golden.column(GOLDEN.get("fake_logits")));
        Pass real = losses.real(realLogits);
        Pass fake = losses.fake(fakeLogits);
        Pass generator = losses.generator(fakeLogits);
        assertClose(expected.get("discriminator_loss").asDouble(), real.value() + fake.value());
        assertClose(expected.get("generator_loss").asDouble(), generator.value());
        assertClose(expected.get("grad_real"), gradient(real, realLogits));
        assertClose(expected.get("grad_fake"), gradient(fake, fakeLogits));
        assertClose(expected.get("grad_generator"), gradient(generator, fakeLogits));
    }

    @ParameterizedTest
    @EnumSource
    void isFiniteHoweverSureTheDiscriminatorIs(AdversarialLosses losses) {
        Pass sure = Pass.variable(Matrix.ofRows(new double[][] {{-1000}, {1000}}));
        for (Pass loss :
                new Pass[] {losses.real(sure), losses.fake(sure), losses.generator(sure)}) {
            assertTrue(Double.isFinite(loss.value()));
            for (float slope : gradient(loss, sure).values()) {
                assertTrue(Float.isFinite(slope));
            }
        }
    }

    private static Matrix gradient(Pass loss, Pass logits) {
        Matrix before = logits.gradient().copy();
        loss.backward();
        return logits.gradient().minus(before);
    }

    /** In float32 max(0, margin) would hide it. */
    @ParameterizedTest
    @EnumSource
    void notANumberIsNotHidden(AdversarialLosses losses) {
        Pass logits = Pass.variable(Matrix.ofRows(new double[][] {{Double.NaN}, {1}}));
        for (Pass loss :
                new Pass[] {losses.real(logits), losses.fake(logits), losses.generator(logits)}) {
            assertTrue(Double.isNaN(loss.value()));
            assertThrows(ArithmeticException.class, loss::backward);
        }
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, TOLERANCE * Math.abs(expected));
    }

    private static void assertClose(JsonNode expected, Matrix actual) {
        assertEquals(0, Golden.relativeError(Golden.column(expected), actual), TOLERANCE);
    }
}
