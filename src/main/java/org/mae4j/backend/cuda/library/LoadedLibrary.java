package org.mae4j.backend.cuda.library;

import com.sun.jna.Library;

/**
 * A native library.
 *
 * @param functions of the library
 * @param location its file, or its name if the system found it
 */
public record LoadedLibrary<T extends Library>(T functions, String location) {}
