/**
 * The arithmetic of an update of the parameters: the sum of gradients, AdamW, Muon and the moving average of the weights.
 *
 * <p>In single precision on the CPU, each is one pass over the arrays where they are; for other types and backends ND4J's
 * operations compute the same.
 */
package org.mae4j.ops.update;
