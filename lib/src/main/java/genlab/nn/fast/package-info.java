/**
 * What speed costs in code, so that the rest can be read without it. Nothing here is needed to
 * understand the library; everything works on plain arrays of floats in column order.
 *
 * <ul>
 *   <li>{@link genlab.nn.fast.Products} hands matrix products to OpenBLAS, small ones and big ones
 *       on the same path, through buffers outside of Java's heap; the columns of big ones are
 *       shared out among the cores by {@code WorkerThreads}, threads that stay awake for a moment,
 *       since to wake one takes as long as half a product. A big batch times a weight of up to four
 *       rows or columns is left to {@code NarrowProducts}, plain loops. {@code Block} cuts what is
 *       neither small nor big into pieces that OpenBLAS multiplies without copying them first.
 *   <li>{@link genlab.nn.fast.WindowProducts} makes convolutions of such products, of pictures as
 *       they lie in memory.
 *   <li>{@link genlab.nn.fast.FastMath} has tanh, sigmoid and softplus as rational functions.
 *   <li>{@link genlab.nn.fast.Loops} has loops that HotSpot vectorises. An index like {@code i +
 *       offset} is enough to lose a factor of eight. A sum takes four chains of additions, because
 *       the processor would wait for each to end.
 *   <li>Every result is a new array, which a collector that reuses the same young memory hands out
 *       for next to nothing. One that lets the heap grow pays a page fault for every 4 kB: start
 *       the JVM with {@code -XX:+UseSerialGC}, as the kit's kernel does.
 * </ul>
 *
 * <p>The tests hold the products and the functions against their definitions.
 */
package genlab.nn.fast;
