/** The pixels of images, in arrays or in files, and their scale. */
package org.mae4j.data.pixel;
