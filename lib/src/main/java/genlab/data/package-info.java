/**
 * Data sets: read {@link genlab.data.LabelledImages} first.
 *
 * <p>Images come with labels, whether drawn by {@link genlab.data.Digits} or read by {@link
 * genlab.data.Mnist}, so a notebook changes one line to change its data. Data of one's own: a
 * folder of {@link genlab.data.Pictures}, a {@link genlab.data.NumpyFile}, or a table ({@code
 * genlab.sampling.EmpiricalSampler}), brought to a network's scale by a {@link
 * genlab.data.Standardizer}. A {@link genlab.data.Room} gives an agent its pictures.
 */
package genlab.data;
