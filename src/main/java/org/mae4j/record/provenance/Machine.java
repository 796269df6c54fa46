package org.mae4j.record.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * The hardware and the operating system of a run.
 *
 * @param os name, version and architecture of the operating system
 * @param cpu model of the processor; empty if the system does not name it
 * @param features features of the processor that are relevant to matrix products, with their names in Linux; empty on
 *     other systems
 * @param processors number of logical processors that the JVM may use
 * @param memoryBytes memory of the machine or of the container, in bytes
 * @param heapBytes maximum size of the Java heap, in bytes
 */
public record Machine(String os, Optional<String> cpu, List<String> features, int processors, long memoryBytes,
    long heapBytes) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  /** Vector and matrix instructions of x86 and ARM. */
  private static final Pattern FEATURE = Pattern.compile("avx2?|avx512(f|bw|_bf16|_vnni)|fma|amx_\\w+|asimd|sve2?");

  /** Returns the machine that runs this JVM. */
  public static Machine current() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    String version = release(system.getVersion());
    String os = String.join(" ", system.getName(), version, system.getArch());
    return new Machine(os, cpuModel(CPUINFO), cpuFeatures(CPUINFO), Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(), Runtime.getRuntime().maxMemory());
  }

  void addTo(ObjectNode json) {
    ProvenanceKey.OS.put(json, os);
    cpu.ifPresent(model -> ProvenanceKey.CPU.put(json, model));
    ProvenanceKey.CPU_FEATURES.put(json, features);
    ProvenanceKey.PROCESSORS.put(json, processors);
    ProvenanceKey.MEMORY.put(json, memoryBytes);
    ProvenanceKey.HEAP.put(json, heapBytes);
  }

  /** Returns the numbers at the start of a kernel version; the rest may identify the owner of the machine. */
  static String release(String version) {
    return version.replaceFirst("(\\d+(\\.\\d+)*).*", "$1");
  }

  /** Returns the first {@code model name} in a file in the format of {@code /proc/cpuinfo}. */
  static Optional<String> cpuModel(Path cpuinfo) {
    return first(cpuinfo, "model name");
  }

  /** Returns the relevant entries of the first {@code flags} (x86) or {@code Features} (ARM). */
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
      // A sandbox may list the file and deny reading it, which must not end a run.
      return Optional.empty();
    }
  }
}
