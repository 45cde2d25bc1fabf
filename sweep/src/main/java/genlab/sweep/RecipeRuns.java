package genlab.sweep;

import genlab.experiment.GanRecipe;
import genlab.experiment.GanScore;
import genlab.experiment.ProcessorTime;
import genlab.experiment.Runs;
import genlab.metrics.TransportPlan;
import genlab.models.Gan;
import genlab.models.GanBuilder;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.sampling.Randoms;
import genlab.training.Training;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Every recipe on points in the plane, with equal time: a search that gives each four tries, and
 * the runs with what it found.
 */
final class RecipeRuns {
    static final int FIRST_OF_SEARCH = 101;
    private static final int SAMPLES = 250;

    /** A recipe with its learning rate and its dose, if it has one. */
    private record Setting(DataSet data, GanRecipe recipe, double rate, double dose) {
        GanBuilder builder() {
            GanBuilder builder = recipe.builder(2, 2).learningRate(rate);
            return switch (recipe) {
                case CLIPPING -> builder.weightClipping(dose);
                case GRADIENT_PENALTY -> builder.gradientPenalty(dose);
                case R1 -> builder.r1(dose);
                case INSTANCE_NOISE -> builder.instanceNoise(dose);
                case AVERAGE -> builder.averageWeights(dose);
                case TWO_RATES -> builder.learningRates(rate, dose * rate);
                default -> builder;
            };
        }

        /** The time of a step, in steps of the usual GAN: measured, rounded. */
        double cost() {
            return switch (recipe) {
                case FIVE_STEPS, CLIPPING -> 3.1;
                case GRADIENT_PENALTY -> 5.5;
                case R1 -> 1.5;
                // its power iterations go on until they converge, later on the ring
                case SPECTRAL -> data == DataSet.RING ? 3 : 1.9;
                case PACKING -> 0.75;
                default -> 1;
            };
        }

        @Override
        public String toString() {
            String amount = Double.isNaN(dose) ? "" : ", dose " + dose;
            return data + ", " + recipe + ", rate " + rate + amount;
        }
    }

    private RecipeRuns() {}

    private static double[] doses(GanRecipe recipe) {
        return switch (recipe) {
            case CLIPPING -> new double[] {0.03, 0.1};
            case GRADIENT_PENALTY -> new double[] {0.1, 1};
            case R1 -> new double[] {0.01, 0.1};
            case INSTANCE_NOISE -> new double[] {0.05, 0.1};
            case AVERAGE -> new double[] {0.99, 0.999};
            case TWO_RATES -> new double[] {2, 4};
            default -> new double[] {};
        };
    }

    /** Four for each recipe. */
    private static Stream<Setting> tries(DataSet data, GanRecipe recipe) {
        double[] doses = doses(recipe);
        return doses.length == 0
                ? DoubleStream.of(0.0005, 0.001, 0.002, 0.004)
                        .mapToObj(rate -> new Setting(data, recipe, rate, Double.NaN))
                : DoubleStream.of(doses)
                        .boxed()
                        .flatMap(
                                dose ->
                                        DoubleStream.of(0.0005, 0.002)
                                                .mapToObj(r -> new Setting(data, recipe, r, dose)));
    }

    /** The tries of some recipes on both data sets, each looked at once, at its end. */
    static Table search(List<GanRecipe> recipes, int seeds, int steps) {
        List<Setting> all =
                Stream.of(DataSet.RING, DataSet.GRID)
                        .flatMap(data -> recipes.stream().flatMap(recipe -> tries(data, recipe)))
                        .toList();
        return Runs.watched(
                "search",
                all,
                FIRST_OF_SEARCH,
                seeds,
                (setting, seed) -> looks(setting, seed, steps, 1));
    }

    /** Recipes with the best setting that the search found for each, and other seeds. */
    static Table runs(
            DataSet data, List<GanRecipe> recipes, Table search, int first, int seeds, int steps) {
        return Runs.watched(
                "recipes on the " + data,
                recipes,
                first,
                seeds,
                (recipe, seed) -> looks(best(search, data, recipe), seed, steps, 10));
    }

    private static Setting best(Table search, DataSet data, GanRecipe recipe) {
        return tries(data, recipe)
                .min(Comparator.comparingDouble(s -> Runs.mean(search, "W1", s).mean()))
                .orElseThrow();
    }

    /**
     * Trains once, as long as the usual GAN takes for so many steps.
     *
     * @return what was seen on the way; "time" is in steps of the usual GAN, "opinion" is minus the
     *     discriminator's loss
     */
    private static List<Map<String, Double>> looks(
            Setting setting, long seed, int usualSteps, int looks) {
        RandomGenerator random = Randoms.seeded(seed);
        Gan gan = setting.builder().build(random);
        int every = (int) Math.round(usualSteps / setting.cost() / looks);
        List<Map<String, Double>> seen = new ArrayList<>();
        ProcessorTime clock = new ProcessorTime();
        Runnable watch =
                () -> {
                    Map<String, Double> look = look(setting, gan, clock.seconds());
                    seen.add(look);
                    look.put("step", (double) seen.size() * every);
                    look.put("time", (double) seen.size() * usualSteps / looks);
                };
        gan.train(
                setting.data().sampler(random),
                Training.steps(every * looks).every(every).each(step -> clock.leaveOut(watch)));
        return seen;
    }

    private static Map<String, Double> look(Setting setting, Gan gan, double seconds) {
        Matrix real = setting.data().sampler(Randoms.seeded(5)).draw(1000);
        GanScore score = GanScore.of(gan, setting.data()::sampler, seconds);
        Matrix fake = gan.sample(SAMPLES, Randoms.seeded(4));
        Map<String, Double> look = new LinkedHashMap<>();
        look.put("seconds", seconds);
        look.put("modes", score.modesCovered());
        look.put("high quality, %", 100 * score.highQualityShare());
        look.put("W1", TransportPlan.between(fake, real.rows(0, SAMPLES)).cost());
        look.put("opinion", opinion(gan, real));
        look.put("rate", setting.rate());
        look.put("dose", setting.dose());
        return look;
    }

    private static double opinion(Gan gan, Matrix real) {
        Matrix fake = gan.sample(real.rows(), Randoms.seeded(6));
        Pass onReal = gan.loss().real(Pass.constant(gan.judge(real)));
        return -onReal.plus(gan.loss().fake(Pass.constant(gan.judge(fake)))).value();
    }
}
