package genlab.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import org.junit.jupiter.api.Test;

class GaussianTest {
    @Test
    void samplesHaveTheMomentsAsked() {
        int count = 100_000;
        Matrix x = new Gaussian(4, 1.25, Randoms.seeded(1)).draw(count);

        double standardError = 1.25 / Math.sqrt(count);
        assertEquals(4, x.mean(), 4 * standardError);
        assertEquals(1.25, x.standardDeviation(), 4 * standardError / Math.sqrt(2));
    }

    @Test
    void sameSeedGivesSameSamples() {
        assertArrayEquals(
                Gaussian.standard(3, Randoms.seeded(7)).draw(5).values(),
                Gaussian.standard(3, Randoms.seeded(7)).draw(5).values());
    }

    @Test
    void densityAndQuantileAreThoseOfTheNormalDistribution() {
        Gaussian gaussian = new Gaussian(4, 1.25, Randoms.seeded(1));

        assertEquals(4, gaussian.mean());
        assertEquals(1.25, gaussian.standardDeviation());
        assertEquals(0.3989422804 / 1.25, gaussian.density(4), 1e-9);
        assertEquals(0.2419707245 / 1.25, gaussian.density(4 + 1.25), 1e-9);
        assertEquals(4, gaussian.quantile(0.5), 1e-12);
        assertEquals(4 + 1.25 * 1.959963985, gaussian.quantile(0.975), 1e-8);
    }

    @Test
    void rejectsWhatIsNoDistribution() {
        var random = Randoms.seeded(1);
        String message =
                assertThrows(IllegalArgumentException.class, () -> new Gaussian(0, -1, random))
                        .getMessage();
        assertTrue(message.contains("must be above 0") && message.contains("-1"), message);
        assertThrows(IllegalArgumentException.class, () -> new Gaussian(Double.NaN, 1, random));
        assertThrows(IllegalArgumentException.class, () -> Gaussian.standard(0, random));
        assertThrows(IllegalArgumentException.class, () -> Gaussian.standard(1, random).draw(0));
        assertThrows(
                IllegalArgumentException.class, () -> Gaussian.standard(1, random).quantile(1));
    }
}
