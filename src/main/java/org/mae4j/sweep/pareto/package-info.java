/** Pareto dominance of vectors of objectives: fronts, crowding, one order of all vectors, and hypervolume. */
package org.mae4j.sweep.pareto;
