package org.mae4j.record.provenance;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hardware and operating system that a run had.
 *
 * @param os name, version and architecture
 * @param cpu model, where the system names one
 * @param features of the processor that matter to matrix products, as Linux calls them; none where it does not tell
 * @param processors logical processors that the JVM may use
 * @param memoryBytes memory of the machine, or of the container that the JVM runs in
 * @param heapBytes that Java's heap may take of it
 */
public record Machine(String os, Optional<String> cpu, List<String> features, int processors, long memoryBytes,
    long heapBytes) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  /** Vector instructions and the like: of x86, then of ARM. */
  private static final Pattern FEATURE = Pattern.compile("avx2?|avx512(f|bw|_bf16|_vnni)|fma|amx_\\w+|asimd|sve2?");

  /** The one that this JVM runs on. */
  public static Machine current() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    String version = release(system.getVersion());
    String os = String.join(" ", system.getName(), version, system.getArch());
    return new Machine(os, cpuModel(CPUINFO), cpuFeatures(CPUINFO), Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(), Runtime.getRuntime().maxMemory());
  }

  /** The numbers at the start of a version: what a site appends to its kernels' names may tell whose they are. */
  static String release(String version) {
    return version.replaceFirst("(\\d+(\\.\\d+)*).*", "$1");
  }

  /** The first {@code model name} of a file in the format of Linux' {@code /proc/cpuinfo}. */
  static Optional<String> cpuModel(Path cpuinfo) {
    return first(cpuinfo, "model name");
  }

  /** Those of the first {@code flags}, or {@code Features}, that are of interest. */
  static List<String> cpuFeatures(Path cpuinfo) {
    return first(cpuinfo, "flags").or(() -> first(cpuinfo, "Features")).stream()
        .flatMap(flags -> Stream.of(flags.split(" "))).filter(flag -> FEATURE.matcher(flag).matches()).toList();
  }

  private static Optional<String> first(Path cpuinfo, String key) {
    if (!Files.isReadable(cpuinfo)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(cpuinfo).stream().filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst();
    } catch (IOException e) {
      // Not worth a run: a sandbox may list the file and refuse to have it read.
      return Optional.empty();
    }
  }
}
