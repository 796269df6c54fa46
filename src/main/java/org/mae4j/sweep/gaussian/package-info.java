/**
 * Gaussian processes over the unit cube of a search space: positions are proposed where they expect the largest
 * improvement (Jones, Schonlau and Welch, Journal of Global Optimization 1998). Exponentials and logarithms are those of
 * {@link java.lang.StrictMath}, so that all machines propose the same positions.
 */
package org.mae4j.sweep.gaussian;
