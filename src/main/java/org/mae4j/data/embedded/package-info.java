/**
 * The embedded data set: 32×32 scenes of one object on a textured, lit and cluttered background. They are drawn with
 * arithmetic that Java defines to the last bit, so every machine draws the same bytes.
 */
package org.mae4j.data.embedded;
