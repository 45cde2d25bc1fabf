/**
 * What notebooks need beside the models: {@link genlab.notebook.Notebook} for showing things,
 * {@link genlab.notebook.Check} for their claims, {@link genlab.notebook.Exercise} for what
 * students solve, {@link genlab.notebook.Widget} for what readers move.
 *
 * <p>No kernel is needed to compile this package; the one that runs is found by its name. Every
 * output has a text form beside the rich one.
 */
package genlab.notebook;
