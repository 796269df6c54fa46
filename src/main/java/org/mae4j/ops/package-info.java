/**
 * Operations of graphs that SameDiff lacks, or computes slowly or wrongly: layer norm with epsilon and exact GELU here,
 * linear layers in {@code ops.linear}, attention in {@code ops.attention}.
 *
 * <p>Each operation has a gradient of its own. In single precision on the CPU it multiplies by OpenBLAS on the arrays
 * where they are, and does the rest row by row in Java loops that the compiler vectorizes; libnd4j takes a dozen passes
 * over memory. For other types and backends ND4J's operations compute the same. Only {@code
 * engine.GraphPlan} can run these operations; SameDiff's own interpreter cannot.
 */
package org.mae4j.ops;
