package org.mae4j.base.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;

/**
 * The physical memory of this process: Java heap and native memory. Linux reports it in {@code /proc}; on other systems
 * JavaCPP reports the present one.
 */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** Returns the present bytes. */
  public static long resident() {
    return read(STATUS, "VmRSS").orElseGet(Pointer::physicalBytes);
  }

  /** Returns the bytes at the peak; on systems without {@code /proc} the present bytes. */
  public static long peak() {
    return read(STATUS, "VmHWM").orElseGet(Pointer::physicalBytes);
  }

  /** @param status file in the format of {@code /proc/self/status} */
  static OptionalLong read(Path status, String key) {
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try {
      Matcher line = Pattern.compile(key + ":\\s+(\\d+) kB").matcher(Files.readString(status));
      return line.find() ? OptionalLong.of(1024 * Long.parseLong(line.group(1))) : OptionalLong.empty();
    } catch (IOException e) {
      // A sandbox may list the file and deny reading it, which must not end a run.
      return OptionalLong.empty();
    }
  }
}
