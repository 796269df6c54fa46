package org.mae4j.library;

import java.nio.file.Path;
import java.util.SortedMap;

/**
 * The result of an experiment.
 *
 * @param directory run directory, which {@link ImageEncoder} and {@link ImageClassifier} load
 * @param metrics final metrics by key, such as {@code linearProbe.test.accuracy}
 */
public record ExperimentResult(Path directory, SortedMap<String, Double> metrics) {}
