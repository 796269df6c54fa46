/**
 * Sweeps on Apache Spark. Each run of a trial is a Spark job with one partition, whose task an executor performs like any
 * other run. The journal stays with the driver, the process that was started by the user.
 */
package org.mae4j.sweep.spark;
