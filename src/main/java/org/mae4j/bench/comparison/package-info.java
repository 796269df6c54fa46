/** The pre-training step timed in turn with another implementation of the same step. */
package org.mae4j.bench.comparison;
