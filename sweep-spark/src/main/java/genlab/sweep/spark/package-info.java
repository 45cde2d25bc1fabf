/**
 * Sweeps on Apache Spark: read {@link genlab.sweep.spark.SparkEngine} first.
 *
 * <p>Every run is a job of one task, so that a run that can't be done costs no other one. Spark
 * gives the tasks to its executors and gives a task that failed to another one.
 */
package genlab.sweep.spark;
