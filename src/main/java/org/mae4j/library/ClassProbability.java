package org.mae4j.library;

/**
 * A class with its probability.
 *
 * @param index of the class among those of the classifier
 * @param name name of the class
 * @param probability in [0, 1]
 */
public record ClassProbability(int index, String name, double probability) {}
