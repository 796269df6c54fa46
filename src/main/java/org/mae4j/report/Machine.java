package org.mae4j.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The hardware and operating system that a run had.
 *
 * @param os name, version and architecture
 * @param cpu model, where the system names one
 * @param processors logical processors that the JVM may use
 * @param memoryBytes memory of the machine, or of the container that the JVM runs in
 */
public record Machine(String os, Optional<String> cpu, int processors, long memoryBytes) {
  /** The one that this JVM runs on. */
  public static Machine current() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    String version = release(system.getVersion());
    String os = String.join(" ", system.getName(), version, system.getArch());
    return new Machine(os, cpuModel(Path.of("/proc/cpuinfo")), Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize());
  }

  /** The numbers at the start of a version: what a site appends to its kernels' names may tell whose they are. */
  static String release(String version) {
    return version.replaceFirst("(\\d+(\\.\\d+)*).*", "$1");
  }

  /** The first {@code model name} of a file in the format of Linux' {@code /proc/cpuinfo}. */
  static Optional<String> cpuModel(Path cpuinfo) {
    if (!Files.isReadable(cpuinfo)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(cpuinfo).stream().filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst();
    } catch (IOException e) {
      // Not worth a run: a sandbox may list the file and refuse to have it read.
      return Optional.empty();
    }
  }
}
