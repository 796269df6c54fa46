package org.mae4j.base.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The physical cores of this machine. A second thread on a core shares its multipliers and gains nothing. */
public final class PhysicalCores {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private PhysicalCores() {}

  /** Returns the number of physical cores, or of logical processors if it is unknown; at most those this JVM may use. */
  public static int count() {
    int processors = Runtime.getRuntime().availableProcessors();
    if (!Files.isReadable(CPUINFO)) {
      return processors;
    }
    try {
      int cores = count(Files.readAllLines(CPUINFO));
      return cores == 0 ? processors : Math.min(cores, processors);
    } catch (IOException e) {
      // A sandbox may list the file but not let it be read.
      return processors;
    }
  }

  /** Returns the number of distinct pairs of package and core in {@code /proc/cpuinfo}; 0 if it has none. */
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
