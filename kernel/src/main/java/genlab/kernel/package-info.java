/**
 * The Java kernel for Jupyter: the JDK's JShell behind Jupyter's messages. {@link
 * genlab.kernel.Kernel} is what Jupyter starts, {@link genlab.kernel.KernelSpec} tells Jupyter how.
 */
package genlab.kernel;
