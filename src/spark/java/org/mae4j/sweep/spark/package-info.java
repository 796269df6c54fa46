/**
 * Sweeps on Apache Spark: each run of a candidate is a job of one partition, whose task a worker's executor does as any
 * other run. The journal stays with the driver, where the sweep was started.
 */
package org.mae4j.sweep.spark;
