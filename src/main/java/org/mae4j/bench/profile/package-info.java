/** The time of a step, operation by operation, on the CPU and on a device. */
package org.mae4j.bench.profile;
