/**
 * Sweeps: every loss on every data set with every seed, one run a process, one row a run.
 *
 * <p>{@code Sweep} is the command behind {@code ./lab sweep} and is read first. It asks {@code
 * Results} (the CSV file) which runs are there already and gives the others to {@code WorkerPool},
 * whose workers are processes of their own: they take {@link genlab.sweep.Run}s on their standard
 * input and give {@link genlab.sweep.Row}s on their standard output, through a {@link
 * genlab.sweep.Link}. Which processes these are an {@link genlab.sweep.Engine} tells: {@code
 * Worker} does one run after the other; the engine of the module {@code sweep-spark} hands them all
 * to Apache Spark. What a run is, {@link genlab.sweep.Experiment} alone decides, so the rows are
 * the same either way. {@code Report} makes the page.
 */
package genlab.sweep;
