package genlab.models;

import genlab.nn.Matrix;

/**
 * What a step learns from.
 *
 * @param samples {@code [batch, features]}
 * @param labels one a sample; empty if they have none
 * @param indices where the samples are in the data; empty if they are fresh ones
 */
record Batch(Matrix samples, int[] labels, int[] indices) {}
