/**
 * Neural networks from first principles: read {@link genlab.nn.Pass} first, then {@link
 * genlab.nn.Dense}.
 *
 * <p>A forward pass returns its output <em>and its way back</em>. A layer keeps nothing of a batch;
 * what the way back needs, it carries itself. So the real and the fake batch of a GAN cannot
 * overwrite each other, and "detach" is a pass without a way back.
 *
 * <p>Conventions of the whole library:
 *
 * <ul>
 *   <li>Rows are samples, columns are features: a batch is {@code [batch, features]}.
 *   <li>Numbers are float32. Inside, {@link genlab.nn.Matrix} keeps them in column order, so that a
 *       loop over the batch is contiguous and the compiler vectorises it; what notebooks pass
 *       around may as well be an ND4J {@code INDArray}.
 *   <li>A gradient has the shape of what it belongs to. Gradients of parameters add up until they
 *       are zeroed.
 *   <li>Losses are minimised, whoever plays.
 *   <li>Randomness is passed in as a {@link java.util.random.RandomGenerator}.
 * </ul>
 *
 * <p>What speed costs in code, so that the rest can be read without it:
 *
 * <ul>
 *   <li>{@link genlab.nn.Matrix} instead of ND4J's arrays: a small one of those costs 5 to 60
 *       microseconds an operation, whatever it computes.
 *   <li>{@code Products} hands products to OpenBLAS, small ones and big ones on the same path,
 *       through buffers outside of Java's heap; the columns of big ones are shared out among the
 *       cores by {@code Partners}, threads that stay awake for a moment, since to wake one takes as
 *       long as half a product. A big batch times a weight of up to four rows or columns is left to
 *       {@code NarrowProducts}, plain loops.
 *   <li>An activation between two dense layers of a {@link genlab.nn.Network} writes over its input
 *       instead of a new array.
 *   <li>{@code FastMath} has tanh, sigmoid and softplus as rational functions. Loops over whole
 *       arrays, each short and in a method of its own, the same index in every array, no branches
 *       and no calls that can't be inlined: those HotSpot turns into vector instructions. An index
 *       like {@code i + offset} is enough to lose a factor of eight.
 *   <li>A sum takes four chains of additions, because the processor would wait for each to end.
 *   <li>Every result is a new array, which a collector that reuses the same young memory hands out
 *       for next to nothing. One that lets the heap grow pays a page fault for every 4 kB: start
 *       the JVM with {@code -XX:+UseSerialGC}, as the kit's kernel does.
 * </ul>
 *
 * <p>There is one path for a layer, and two for its products; the tests hold both, and the
 * functions, against their definitions.
 */
package genlab.nn;
