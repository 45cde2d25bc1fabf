/**
 * What a training run leaves behind and shows on its way: {@link genlab.training.History} is read
 * first.
 */
package genlab.training;
