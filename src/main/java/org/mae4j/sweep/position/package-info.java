/**
 * Positions in the unit cube of a search space, and the contract of the samplers that propose positions by the results of
 * others.
 */
package org.mae4j.sweep.position;
