package genlab.sweep;

import genlab.experiment.GanRecipe;

/**
 * What is to be done: its result depends on nothing else.
 *
 * @param loss how the model is trained
 * @param data what the model learns
 * @param seed where all randomness of the run starts from
 * @param steps how many steps the generator takes
 */
public record Run(GanRecipe loss, DataSet data, long seed, int steps) {
    /**
     * Reads what {@link #line} wrote.
     *
     * @param line one line
     * @return the run
     */
    public static Run parse(String line) {
        String[] fields = Csv.fields(line);
        return new Run(
                Names.parse(GanRecipe.class, "loss", fields[0]),
                Names.parse(DataSet.class, "data", fields[1]),
                Long.parseLong(fields[2]),
                Integer.parseInt(fields[3]));
    }

    /**
     * The run as text.
     *
     * @return one line
     */
    public String line() {
        return Csv.line(
                Names.of(loss), Names.of(data), Long.toString(seed), Integer.toString(steps));
    }

    @Override
    public String toString() {
        return Names.of(loss) + " on " + data + ", seed " + seed;
    }
}
