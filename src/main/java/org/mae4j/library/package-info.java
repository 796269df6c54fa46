/**
 * The public Java interface of mae4j. Programs that use mae4j as a library load a model with {@link
 * org.mae4j.library.ImageEncoder} or {@link org.mae4j.library.ImageClassifier}, and run an experiment with {@link
 * org.mae4j.library.ExperimentRunner}.
 *
 * <p>The types of this package change only with a new major version. Mistakes in files, settings and images are thrown
 * as {@link org.mae4j.base.UserException}, whose message is one line; it is part of this interface, and so are the
 * extension points {@code Masking}, {@code Decoder}, {@code DataSource} and {@code Evaluation} with the types that they
 * name. All other types of mae4j are not public API: they may change or go in any version.
 */
package org.mae4j.library;
