package org.mae4j.backend.device;

import java.util.Map;

/**
 * A source in CUDA C that includes no other file.
 *
 * @param name of the file, for messages
 * @param text of the file
 * @param constants values of macros by name, for sizes that the compiler must know; sources that differ in one are
 *     compiled separately
 */
public record KernelSource(String name, String text, Map<String, Integer> constants) {
  public KernelSource {
    constants = Map.copyOf(constants);
  }
}
