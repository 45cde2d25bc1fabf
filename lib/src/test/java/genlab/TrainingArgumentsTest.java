package genlab;

import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.experiment.PictureJudge;
import genlab.experiment.ProcessorTime;
import genlab.experiment.Runs;
import genlab.models.Gan;
import genlab.nn.Dense;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import genlab.training.Checkpoint;
import genlab.training.History;
import genlab.training.Progress;
import genlab.training.Schedule;
import genlab.training.Training;
import genlab.training.WeightAverage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** No bad argument of trainings and experiments is silent or a riddle. */
class TrainingArgumentsTest {
    @TempDir static Path folder;

    @BeforeAll
    static void save() throws IOException {
        Checkpoint.save(folder.resolve("numbers"), parts -> parts.numbers("a", new float[2]));
    }

    private static RandomGenerator random() {
        return Randoms.seeded(1);
    }

    @TestFactory
    Stream<DynamicTest> trainings() {
        return BadArguments.ofPackage("genlab.training")
                .value(int.class, () -> 2)
                .value(long.class, () -> 7L)
                .value("total", () -> 9L)
                .value(double.class, () -> 0.5)
                .value(String.class, () -> "loss")
                .value(String[].class, () -> new String[] {"real", "fake"})
                .value(double[].class, () -> new double[] {1, 2})
                .value("step", () -> "epoch")
                .value("History.add: step", () -> 1)
                .value("Schedule.at: step", () -> 7L)
                .value(Matrix.class, () -> Matrix.filled(4, 3, 0.5))
                .value(Layer.class, () -> new Dense(3, 2, random()))
                .value(Schedule.class, () -> Schedule.constant(0.1))
                .value(Training.class, () -> Training.epochs(2))
                .value(History.class, TrainingArgumentsTest::history)
                .value(WeightAverage.class, () -> new WeightAverage(new Dense(3, 2, random()), 0.9))
                .value(Progress.class, () -> Progress.NONE)
                .value(Progress.Factory.class, Progress::console)
                .value(IntConsumer.class, () -> (IntConsumer) round -> {})
                .value(IntPredicate.class, () -> (IntPredicate) round -> false)
                .value(DoubleSupplier.class, () -> (DoubleSupplier) () -> 1)
                .value("Training.validation: loss", () -> (DoubleSupplier) () -> 1)
                .value(Supplier.class, () -> (Supplier<?>) () -> "done")
                .value(Checkpoint.Saved.class, () -> saved())
                .value(Checkpoint.Parts.class, () -> null)
                .value("Checkpoint.load: file", () -> folder.resolve("numbers"))
                .value("Checkpoint.save: file", () -> folder.resolve("saved"))
                .untried(
                        "what the trainer tells a checkpoint, and what users write",
                        "Parts.*:*",
                        "Saved.*:*",
                        "Factory.*:*")
                .allow("it is replaced", "Checkpoint.save: file = another file")
                .allow(
                        "a word for messages, displays and columns",
                        "DivergedException.*: * = null",
                        "*: * = empty",
                        "*: * = unknown*",
                        "Progress.print: line = null")
                .allow("finite", "DivergedException.check: value = *")
                .allow("a history holds what was measured", "History.add: *")
                .allow(
                        "a display passes over what is of no use",
                        "Progress.update: *",
                        "Progress.describe: * = 0*",
                        "Progress.*: * = huge")
                .allow(
                        "a schedule or training may be as long, large or small as that",
                        "Schedule.*: * = 0*",
                        "Schedule.*: * = huge",
                        "Training.*: * = huge",
                        "Training.stopsAfter: *",
                        "Training.validation: data = one *",
                        "Training.validation: data = * inside",
                        "WeightAverage.*: * = 0*",
                        "WeightAverage.resume: stepsMade = huge")
                .tests();
    }

    private static Checkpoint.Saved saved() {
        return parts -> parts.numbers("a", new float[2]);
    }

    private static History history() {
        History history = new History("training", "epoch", "loss", "accuracy");
        history.add(1, 0.5, 0.9);
        return history;
    }

    @TestFactory
    Stream<DynamicTest> experiments() {
        Gan trained = Gan.builder(2, 2).hidden(4).build(random());
        trained.train(Gaussian.standard(2, random()), 1);
        LabelledImages digits = Digits.draw(12, 8, random());
        PictureJudge judge = PictureJudge.train(digits, digits, 1, 1);
        return BadArguments.ofPackage("genlab.experiment")
                .value(LabelledImages.class, () -> digits)
                .value(PictureJudge.class, () -> judge)
                .value(int[].class, digits::labels)
                .value("pictures", digits::images)
                .value(int.class, () -> 2)
                .value(long.class, () -> 7L)
                .value(double.class, () -> 0.5)
                .value("steps", () -> 1)
                .value("data", TrainingArgumentsTest::twoNumbers)
                .value(ObjIntConsumer.class, () -> (ObjIntConsumer<Gan>) (gan, step) -> {})
                .value(Gan.class, () -> trained)
                .value(ProcessorTime.class, ProcessorTime::new)
                .value(Runnable.class, () -> (Runnable) () -> {})
                .value(List.class, () -> List.of("a", "b"))
                .value(Runs.Run.class, () -> (Runs.Run<String>) (v, seed) -> Map.of("loss", 1.0))
                .value(
                        Runs.Watched.class,
                        () -> (Runs.Watched<String>) (v, seed) -> List.of(Map.of("loss", 1.0)))
                .value("name", () -> "trial")
                .value("measure", () -> "loss")
                .value(Object.class, () -> "a")
                .value(Table.class, TrainingArgumentsTest::runs)
                .bad(Function.class, "gives null", any -> random -> null)
                .bad(Runs.Run.class, "gives null", any -> (v, seed) -> null)
                .bad(Runs.Watched.class, "gives null", any -> (v, seed) -> null)
                .bad(Runs.Watched.class, "gives none", any -> (v, seed) -> List.of())
                .bad(Table.class, "empty", any -> Table.create())
                .allow("any name, any seed", "*: name = *", "*: seed = *", "*: firstSeed = *")
                .allow("it is measured", "GanScore.new: *", "GanScore.of: seconds = *")
                .allow("at the end only", "GanRecipe.run: every = huge")
                .allow("a picture more or less is as good", "Picture*: pictures = one row *")
                .untried(
                        "it would take its time",
                        "*: steps = huge",
                        "*: seeds = huge",
                        "*: epochs = huge")
                .untried("what a user writes", "Run.*:*", "Watched.*:*")
                .tests();
    }

    private static Function<RandomGenerator, Sampler> twoNumbers() {
        return random -> Gaussian.standard(2, random);
    }

    private static Table runs() {
        return Table.create(
                StringColumn.create(Runs.VARIANT, "a", "a", "b", "b"),
                LongColumn.create(Runs.SEED, 1, 2, 1, 2),
                DoubleColumn.create("loss", 1, 2, 3, 4));
    }
}
