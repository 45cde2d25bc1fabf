package genlab.sampling;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.nn.Matrix;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class EmpiricalSamplerTest {
    private final SplittableRandom random = new SplittableRandom(1);
    private final Table people =
            Table.create(
                    DoubleColumn.create("height", 170.5, 160, 180),
                    IntColumn.create("weight", 70, 60, 80),
                    StringColumn.create("team", "red", "blue", "red"));

    @Test
    void everyRowIsDrawnAsOftenWithItsValuesTogether() {
        EmpiricalSampler sampler = EmpiricalSampler.of(people, random, "weight", "height");
        assertArrayEquals(new float[] {70, 60, 80, 170.5f, 160, 180}, sampler.data().values());
        Matrix drawn = sampler.draw(30_000);
        int[] counts = new int[3];
        for (int row = 0; row < drawn.rows(); row++) {
            int of = List.of(70f, 60f, 80f).indexOf(drawn.get(row, 0));
            counts[of]++;
            assertEquals(sampler.data().get(of, 1), drawn.get(row, 1));
        }
        for (int count : counts) {
            assertEquals(10_000, count, 4 * Math.sqrt(30_000 * 2 / 9.0));
        }
    }

    @Test
    void anotherColumnGivesTheLabels() {
        EmpiricalSampler sampler = EmpiricalSampler.labelled(people, "team", random);
        assertEquals(List.of("blue", "red"), sampler.classes());
        LabelledSamples drawn = sampler.drawLabelled(100);
        assertEquals(2, drawn.samples().columns());
        for (int row = 0; row < 100; row++) {
            assertEquals(drawn.samples().get(row, 1) == 60 ? 0 : 1, drawn.labels()[row]);
        }
        assertEquals(3, people.columnCount(), "the table stays as it is");
        EmpiricalSampler one = EmpiricalSampler.of(people.intColumn("weight"), random);
        assertArrayEquals(new float[] {70, 60, 80}, one.data().values());
        EmpiricalSampler byWeight = EmpiricalSampler.labelled(people, "weight", random, "height");
        assertEquals(List.of("60", "70", "80"), byWeight.classes());
    }

    @Test
    void aSamplersOwnDataIsACopy() {
        Matrix data = Matrix.filled(2, 1, 3);
        EmpiricalSampler sampler = EmpiricalSampler.of(data, random);
        data.set(0, 0, 100);
        sampler.data().set(0, 0, 100);
        assertEquals(3, sampler.draw(10).mean());
        assertArrayEquals(new int[10], sampler.drawLabelled(10).labels());
        LabelledSamples two = new LabelledSamples(Matrix.zeros(2, 1), new int[] {4, 4});
        assertEquals(4, EmpiricalSampler.of(two, random).drawLabelled(1).labels()[0]);
    }

    @Test
    void missingValuesAndOtherColumnsAreTold() {
        DoubleColumn gaps = DoubleColumn.create("pulse", 60, Double.NaN, 70);
        Table withGaps = people.copy().addColumns(gaps);
        assertRejected(
                "column pulse must have a value in every row, but 1 of 3 are missing; take"
                        + " table.dropRowsWithMissingValues()",
                () -> EmpiricalSampler.of(withGaps, random, "height", "pulse"));
        assertRejected(
                "column team must be numeric, but is of type STRING; name the columns",
                () -> EmpiricalSampler.of(people, random));
        assertRejected(
                "column must be one of [height, weight, team], but was heigth",
                () -> EmpiricalSampler.of(people, random, "heigth"));
        assertRejected(
                "table must have at least 1 row",
                () -> EmpiricalSampler.of(people.emptyCopy(), random, "height"));
        assertRejected(
                "table must have at least 1 column",
                () -> EmpiricalSampler.of(Table.create("empty"), random));
        assertRejected(
                "data must be in", () -> EmpiricalSampler.of(Matrix.filled(1, 1, 1e20), random));
    }
}
