/** Linear probes: classifiers that are trained on the features of an encoder. */
package org.mae4j.eval.probe;
