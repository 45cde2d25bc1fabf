/**
 * Data sets: read {@link genlab.data.LabelledImages} first.
 *
 * <p>Images come with labels, whether drawn by {@link genlab.data.Digits} or read by {@link
 * genlab.data.Mnist}, so a notebook changes one line to change its data.
 */
package genlab.data;
