/** Benchmarks of the pre-training step on random data: alone, and compared with the machine's matrix products. */
package org.mae4j.bench;
