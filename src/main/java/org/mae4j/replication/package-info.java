/**
 * Recorded runs and sweeps, run again. A replica is an ordinary run in a directory of its own; the record is only read.
 * Part of a study is the first part of it under the whole schedule, so that each value has a recorded counterpart.
 */
package org.mae4j.replication;
