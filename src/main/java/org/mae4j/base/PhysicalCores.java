package org.mae4j.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cores of this machine: two threads of one core share the units that multiply, so a second gains nothing. */
public final class PhysicalCores {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private PhysicalCores() {}

  /** Physical cores where the system tells them, logical processors elsewhere; at most those this JVM may use. */
  public static int count() {
    int processors = Runtime.getRuntime().availableProcessors();
    if (!Files.isReadable(CPUINFO)) {
      return processors;
    }
    try {
      int cores = count(Files.readAllLines(CPUINFO));
      return cores == 0 ? processors : Math.min(cores, processors);
    } catch (IOException e) {
      // Sandboxes may list the file and refuse to have it read; the processors are known all the same.
      return processors;
    }
  }

  /** Distinct pairs of package and core in the format of Linux' {@code /proc/cpuinfo}; 0 if it does not tell. */
  static int count(List<String> cpuinfo) {
    Set<String> cores = new HashSet<>();
    String chip = "";
    for (String line : cpuinfo) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("physical id")) {
        chip = value;
      } else if (line.startsWith("core id")) {
        cores.add(chip + "/" + value);
      }
    }
    return cores.size();
  }
}
