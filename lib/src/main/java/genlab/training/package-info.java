/**
 * What a training run is told, leaves behind and shows on its way: {@link genlab.training.Training}
 * and {@link genlab.training.History} are read first.
 */
package genlab.training;
