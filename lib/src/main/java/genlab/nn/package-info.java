/**
 * Neural networks from first principles: read {@link genlab.nn.Pass} first, then {@link
 * genlab.nn.Dense}.
 *
 * <p>A forward pass returns its output <em>and its way back</em>, and passes form a graph. A layer
 * keeps nothing of a batch; what the way back needs, it carries itself. So the real and the fake
 * batch of a GAN cannot overwrite each other, and "detach" is a pass without a way back.
 *
 * <p>Conventions of the whole library:
 *
 * <ul>
 *   <li>Rows are samples, columns are features: a batch is {@code [batch, features]}.
 *   <li>Numbers are float32. {@link genlab.nn.Matrix} keeps them in column order, so that a loop
 *       over the batch is contiguous and the compiler vectorises it.
 *   <li>A gradient has the shape of what it belongs to. Gradients of parameters add up until they
 *       are zeroed.
 *   <li>Losses are minimised, whoever plays.
 *   <li>An argument that isn't as its documentation says, null or not finite among others, is an
 *       {@link IllegalArgumentException} before anything is changed; the message says what was
 *       found and what to do. {@code @throws} tells of what isn't plain from that.
 *   <li>Randomness is passed in as a {@link java.util.random.RandomGenerator}.
 * </ul>
 *
 * <p>A layer that differs in training and evaluation, such as {@link genlab.nn.Dropout}, asks the
 * pass that it is given: {@link genlab.nn.Pass#training()}. What speed costs in code is in {@code
 * genlab.nn.fast}.
 */
package genlab.nn;
