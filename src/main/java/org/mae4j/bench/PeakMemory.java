package org.mae4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;

/** The peak physical memory of this process: the Java heap and native memory. */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private PeakMemory() {}

  /**
   * Returns the bytes at the peak as Linux reports them; on other systems the present bytes as JavaCPP reports them.
   */
  static long bytes() {
    if (!Files.isReadable(STATUS)) {
      return Pointer.physicalBytes();
    }
    try {
      Matcher line = PEAK.matcher(Files.readString(STATUS));
      return line.find() ? 1024 * Long.parseLong(line.group(1)) : Pointer.physicalBytes();
    } catch (IOException e) {
      // A sandbox may list the file and refuse to read it.
      return Pointer.physicalBytes();
    }
  }
}
