/**
 * How good a generative model is, as numbers: read {@link genlab.metrics.PrecisionRecall} first.
 *
 * <p>No single number tells it all. Are the samples good ({@link genlab.metrics.ModeCoverage}'s
 * share, precision)? Are they all there (modes covered, recall)? Both at once, but which of the two
 * is wrong stays open: {@link genlab.metrics.Distances}. For images {@link
 * genlab.metrics.ImageQuality} and {@link genlab.metrics.Strokes}, for anomalies {@link
 * genlab.metrics.RocCurve}; and because one run proves nothing, {@link
 * genlab.metrics.ConfidenceInterval} over seeds.
 *
 * <p>Samples are rows. Numbers that aren't finite are rejected, for a metric of a diverged model
 * means nothing.
 */
package genlab.metrics;
