package org.mae4j.record.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;

/** The physical memory of this process: Java heap and native memory. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private ResidentMemory() {}

  /** Returns the resident memory in bytes: from {@code /proc} on Linux, from JavaCPP on other systems. */
  static long bytes() {
    return of(STATUS).orElseGet(Pointer::physicalBytes);
  }

  /** Returns the resident memory in bytes from a file in the format of {@code /proc/self/status}. */
  static OptionalLong of(Path status) {
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try {
      Matcher line = RESIDENT.matcher(Files.readString(status));
      return line.find() ? OptionalLong.of(1024 * Long.parseLong(line.group(1))) : OptionalLong.empty();
    } catch (IOException e) {
      // A sandbox may list the file and deny reading it, which must not end a run.
      return OptionalLong.empty();
    }
  }
}
