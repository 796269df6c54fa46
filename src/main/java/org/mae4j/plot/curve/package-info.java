/** Curves of the metrics of trainings. */
package org.mae4j.plot.curve;
