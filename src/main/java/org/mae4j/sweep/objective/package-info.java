/** The objectives of a sweep: validation metrics and costs of trials, and the stages of a trial that they need. */
package org.mae4j.sweep.objective;
