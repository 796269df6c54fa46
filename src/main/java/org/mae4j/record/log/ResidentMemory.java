package org.mae4j.record.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;

/** Physical memory that this process takes: Java's heap, and what is native. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private ResidentMemory() {}

  /** Bytes as Linux tells them, elsewhere as JavaCPP finds them out. */
  static long bytes() {
    return of(STATUS).orElseGet(Pointer::physicalBytes);
  }

  /** What a file in the format of Linux' {@code /proc/self/status} tells, in bytes. */
  static OptionalLong of(Path status) {
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try {
      Matcher line = RESIDENT.matcher(Files.readString(status));
      return line.find() ? OptionalLong.of(1024 * Long.parseLong(line.group(1))) : OptionalLong.empty();
    } catch (IOException e) {
      // Not worth a run: a sandbox may list the file and refuse to have it read.
      return OptionalLong.empty();
    }
  }
}
