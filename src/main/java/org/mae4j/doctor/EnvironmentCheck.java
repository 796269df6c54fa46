package org.mae4j.doctor;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.mae4j.base.IoMessage;
import org.mae4j.data.download.Downloadable;

/** What a {@link Doctor} says of what is around the program: fonts, data, disk. */
final class EnvironmentCheck {
  private static final long LITTLE_SPACE = 1_000_000_000;

  private EnvironmentCheck() {}

  /** Families of fonts that figures can be written with; fails in many ways where Java finds no font. */
  static int fontFamilies() {
    return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
  }

  static Finding fonts(IntSupplier families) {
    String advice = "figures cannot be drawn; install fonts, as by: apt install fontconfig fonts-dejavu-core";
    try {
      int count = families.getAsInt();
      return count > 0 ? Finding.fine("fonts", "families: " + count) : Finding.broken("fonts", "none", advice);
    } catch (RuntimeException | InternalError | LinkageError e) {
      return Finding.broken("fonts", "Java finds none", advice);
    }
  }

  /**
   * Checks the files of a data set that can be downloaded.
   *
   * @param named directory that the environment names, which then must be complete
   */
  static Finding data(Downloadable source, Optional<Path> named) {
    List<String> defects = source.defects(named.orElse(source.directory()));
    String where = "in " + named.map(dir -> source.variable()).orElse(source.directory().toString());
    if (defects.isEmpty()) {
      return Finding.fine(source.title(), where + ", complete");
    }
    String command = "`./mae4j data " + source.name();
    return named.isEmpty() && !Files.exists(source.directory())
        ? Finding.hint(source.title(), "not found",
            command + "` downloads it, or set " + source.variable() + " to its directory")
        : Finding.broken(source.title(), where, String.join("; ", defects) + "; " + command
            + " --dir NEW-DIRECTORY` downloads it again");
  }

  /** @param runs where run directories go by default; it need not exist yet */
  static Finding disk(Path runs) {
    return disk(runs, LITTLE_SPACE);
  }

  static Finding disk(Path runs, long least) {
    Path existing = runs.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String found = Doctor.gigabytes(free) + " free for " + runs.getFileName();
      if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
        return Finding.broken("disk", found, "nothing can be written there; name another directory by --out");
      }
      return free >= least ? Finding.fine("disk", found)
          : Finding.hint("disk", found, "what runs leave may not fit; name another directory by --out");
    } catch (IOException e) {
      return Finding.broken("disk", "cannot be asked for its space", IoMessage.of(e));
    }
  }
}
