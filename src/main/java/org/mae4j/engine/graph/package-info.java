/**
 * Plans of graphs: which operations the outputs need, in which order, the shapes of all values, and where each value is in
 * memory. It is the same for the CPU and for devices.
 */
package org.mae4j.engine.graph;
