/**
 * A tree-structured Parzen estimator (Bergstra et al., NeurIPS 2011), multivariate: positions in the unit cube are
 * proposed where good positions are dense and poor ones are not.
 */
package org.mae4j.sweep.parzen;
