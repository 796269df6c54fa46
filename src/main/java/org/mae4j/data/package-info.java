/** Labeled images: where they are read from, how they are split, shuffled, augmented and mixed. */
package org.mae4j.data;
