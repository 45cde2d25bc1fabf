/** How fast the library is, beside PyTorch and plain ND4J. */
package genlab.bench;
