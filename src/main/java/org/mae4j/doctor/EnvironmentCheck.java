package org.mae4j.doctor;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.mae4j.base.ByteSize;
import org.mae4j.base.IoMessage;
import org.mae4j.data.cifar.Cifar10Files;

/** Checks of the environment of the program: fonts, data and disk. */
final class EnvironmentCheck {
  private static final Path USUAL_CIFAR10 = Path.of("data", "cifar-10-batches-bin");
  private static final long MIN_SPACE = 1_000_000_000;

  private EnvironmentCheck() {}

  /** Returns the number of font families. Java throws exceptions and errors of many kinds if it finds no font. */
  static int fontFamilies() {
    return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
  }

  static Finding fonts(IntSupplier families) {
    String advice = "figures cannot be drawn; install fonts, for example with: apt install fontconfig fonts-dejavu-core";
    try {
      int count = families.getAsInt();
      return count > 0 ? Finding.fine("fonts", "families: " + count) : Finding.broken("fonts", "none", advice);
    } catch (RuntimeException | InternalError | LinkageError e) {
      return Finding.broken("fonts", "Java finds none", advice);
    }
  }

  /** @param named directory that the environment variable names; it must be complete because the user asked for it */
  static Finding cifar10(Optional<Path> named) {
    List<String> defects = Cifar10Files.defects(named.orElse(USUAL_CIFAR10));
    String where = named.isPresent() ? "in MAE4J_CIFAR10" : "in " + USUAL_CIFAR10;
    if (defects.isEmpty()) {
      return Finding.fine("CIFAR-10", where + ", complete");
    }
    boolean absent = named.isEmpty() && !Files.exists(USUAL_CIFAR10);
    return absent ? Finding.hint("CIFAR-10", "not found",
            "download it with ./mae4j data cifar10, or set MAE4J_CIFAR10 to its directory")
        : Finding.broken("CIFAR-10", where, String.join("; ", defects)
            + "; download it again with ./mae4j data cifar10 --dir NEW-DIRECTORY");
  }

  /** @param runs default parent of run directories, which need not exist */
  static Finding disk(Path runs) {
    return disk(runs, MIN_SPACE);
  }

  static Finding disk(Path runs, long least) {
    Path existing = runs.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String found = ByteSize.gigabytes(free) + " free for " + runs.getFileName();
      if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
        return Finding.broken("disk", found, "the directory is not writable; name another one with --out");
      }
      return free >= least ? Finding.fine("disk", found)
          : Finding.hint("disk", found, "a run may need more space; name another directory with --out");
    } catch (IOException e) {
      return Finding.broken("disk", "the free space is unknown", IoMessage.of(e));
    }
  }
}
