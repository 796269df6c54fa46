/** The configuration of a sweep: the {@code sweep} block, its objective and its rule for pruning. */
package org.mae4j.sweep.plan;
