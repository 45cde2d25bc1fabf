/**
 * What notebooks need beside the models: {@link genlab.notebook.Check} for their claims, {@link
 * genlab.notebook.Exercise} for what students solve.
 */
package genlab.notebook;
