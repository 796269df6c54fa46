/** Sheets of images: reconstructions, attention and nearest neighbors. */
package org.mae4j.plot.sheet;
