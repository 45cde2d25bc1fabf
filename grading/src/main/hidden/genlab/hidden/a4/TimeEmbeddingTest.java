package genlab.hidden.a4;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class TimeEmbeddingTest {
    @Test
    @Points(2)
    void agreesForOneTime(Comparison both, Inputs inputs) {
        double[] times = {inputs.number(1, 20)};
        both.call("timeEmbedding", times, 2 * inputs.integer(2, 6))
                .assertClose(1e-4, "sines, then cosines, of falling frequencies");
    }

    @Test
    @Points(2)
    void agreesForSeveralTimes(Comparison both, Inputs inputs) {
        both.call("timeEmbedding", inputs.vector(inputs.integer(2, 5), 1, 1000), 16)
                .assertClose(1e-4, "a row for each time");
    }

    @Test
    void agreesForTheSmallestSize(Comparison both, Inputs inputs) {
        both.call("timeEmbedding", inputs.vector(3, 1, 9), 2)
                .assertClose(1e-4, "size 2: one sine, one cosine");
    }
}
