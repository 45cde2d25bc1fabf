/**
 * How fast the library is beside PyTorch and plain ND4J: read {@link genlab.bench.Bench} first;
 * what is measured stands in {@link genlab.bench.Workload}.
 */
package genlab.bench;
