/** Errors of reconstructed images, and of what fills the masked patches without a model. */
package org.mae4j.eval.reconstruction;
