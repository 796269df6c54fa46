/**
 * Benchmarks of the pre-training step on random data: alone, compared with the machine's matrix products, operation
 * by operation, and compared with another implementation of the same step.
 */
package org.mae4j.bench;
