/**
 * How fast a pre-training step is, on random data: alone, beside what the machine's matrix products reach, operation by
 * operation, and beside another implementation of the same step.
 */
package org.mae4j.bench;
