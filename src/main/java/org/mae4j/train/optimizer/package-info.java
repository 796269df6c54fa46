/** Optimizers: what a step does to a parameter, its state and its average. */
package org.mae4j.train.optimizer;
