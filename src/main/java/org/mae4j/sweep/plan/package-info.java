/** The configuration of a sweep: the {@code sweep} block, the first trials and the rule for pruning. */
package org.mae4j.sweep.plan;
