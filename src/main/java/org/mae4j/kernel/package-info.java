/**
 * Operations that SameDiff lacks or computes slowly or wrongly: layer norm with epsilon, and exact GELU. Each is one
 * operation of the graph with a gradient of its own, computed row by row in Java, where the native route takes a dozen
 * passes over memory. Only {@code engine.GraphPlan} can run them; SameDiff's own interpreter cannot.
 */
package org.mae4j.kernel;
