/** Labeled images: data sources, splits, order, augmentation and mixing. */
package org.mae4j.data;
