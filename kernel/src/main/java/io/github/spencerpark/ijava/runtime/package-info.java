/** What every cell can call without an import, with IJava's names and signatures. */
package io.github.spencerpark.ijava.runtime;
