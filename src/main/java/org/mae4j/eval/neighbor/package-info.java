/** Nearest neighbors by the cosine of features. */
package org.mae4j.eval.neighbor;
