package org.mae4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;

/** The most physical memory that this process has taken: Java's heap, and what is native. */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private PeakMemory() {}

  /** Bytes at the peak as Linux tells them; elsewhere what is taken now, as JavaCPP finds it out. */
  static long bytes() {
    if (!Files.isReadable(STATUS)) {
      return Pointer.physicalBytes();
    }
    try {
      Matcher line = PEAK.matcher(Files.readString(STATUS));
      return line.find() ? 1024 * Long.parseLong(line.group(1)) : Pointer.physicalBytes();
    } catch (IOException e) {
      // A sandbox may list the file and refuse to have it read.
      return Pointer.physicalBytes();
    }
  }
}
