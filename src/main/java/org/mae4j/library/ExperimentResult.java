package org.mae4j.library;

import java.nio.file.Path;
import java.util.SortedMap;

/**
 * The result of an experiment.
 *
 * @param directory run directory, which {@link ImageEncoder} and {@link ImageClassifier} load
 * @param metrics final metrics by key, such as {@code linearProbe.test.accuracy}; accuracies are in [0, 1], and
 *     reconstruction errors in squares of pixel values in [0, 1]
 */
public record ExperimentResult(Path directory, SortedMap<String, Double> metrics) {}
