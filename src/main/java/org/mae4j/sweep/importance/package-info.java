/**
 * What can be learned of a sweep from its finished candidates: a random forest, how well it predicts candidates that it
 * has not seen, and what that says of the parameters.
 */
package org.mae4j.sweep.importance;
