/**
 * Operations that SameDiff lacks or computes slowly or wrongly: linear layers, attention, layer norm with epsilon,
 * exact GELU, and what follows the gradients, their sum and the optimizer's update.
 *
 * <p>Those of a graph are one operation each, with a gradient of its own. In single precision on the CPU they multiply
 * by OpenBLAS straight on the arrays as they lie, and do the rest row by row in Java loops that the compiler turns into
 * vector instructions, where the native route takes a dozen passes over memory. For every other type and backend the
 * same is computed by ND4J's operations. Only {@code engine.GraphPlan} can run them; SameDiff's own interpreter cannot.
 */
package org.mae4j.ops;
