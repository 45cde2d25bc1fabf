/**
 * The names under which notebooks written for the IJava kernel find theirs; they lead to {@link
 * genlab.kernel.Kernel}.
 */
package io.github.spencerpark.ijava;
