package org.mae4j.library;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an image is called.
 *
 * @param text its file as it was named, or the number of an image that is no file
 * @param file its file
 * @param label its class: the name of the folder that it is in, directly or deeper, below a folder that was named
 */
public record ImageName(String text, Optional<Path> file, Optional<String> label) {}
