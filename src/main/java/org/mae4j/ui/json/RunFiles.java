package org.mae4j.ui.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.ui.catalog.NoFollowFiles;

/** The files of a run that the pages link to: text files and reports, never links and never checkpoints. */
public final class RunFiles {
  /** Media types by the end of the name. Texts are shown as such, not run. */
  private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8",
      "conf", "text/plain; charset=utf-8", "csv", "text/plain; charset=utf-8", "json", "text/plain; charset=utf-8",
      "log", "text/plain; charset=utf-8");
  private static final long MAX_BYTES = 256_000_000;
  private static final int TAIL_BYTES = 12_000;

  private RunFiles() {}

  /** Lists the names and sizes of the files that are served. @param base address that the names follow */
  static void list(Path directory, String base, ArrayNode json) throws IOException {
    for (Path file : NoFollowFiles.files(directory)) {
      String name = file.getFileName().toString();
      long bytes = isServed(name) ? Files.size(file) : Long.MAX_VALUE; // other files may vanish meanwhile
      if (bytes <= MAX_BYTES) {
        json.addObject().put("name", name).put("bytes", bytes).put("url", base + name);
      }
    }
  }

  /** Returns the bytes of a file that {@link #list} lists; empty for other names. */
  public static Optional<byte[]> read(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    if (!isServed(name) || !NoFollowFiles.isFile(file) || Files.size(file) > MAX_BYTES) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(in.readAllBytes());
    }
  }

  /** Returns the media type of a file that {@link #list} lists. */
  public static String type(String name) {
    return TYPES.get(ending(name));
  }

  private static boolean isServed(String name) {
    return name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*") && TYPES.containsKey(ending(name));
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Returns the last lines of the log of a run; an empty text if there is none. */
  static String tail(RunDirectory directory) throws IOException {
    if (!NoFollowFiles.isFile(directory.log())) {
      return "";
    }
    try (SeekableByteChannel log = Files.newByteChannel(directory.log(),
        Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long start = Math.max(0, log.size() - TAIL_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES);
      log.position(start);
      while (bytes.hasRemaining() && log.read(bytes) >= 0) {
        // reads until the buffer is full or the file ends
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }
}
