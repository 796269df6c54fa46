package org.mae4j.doctor;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.mae4j.base.IoMessage;
import org.mae4j.data.cifar.Cifar10Files;

/** What a {@link Doctor} says of what is around the program: fonts, data, disk. */
final class EnvironmentCheck {
  private static final Path USUAL_CIFAR10 = Path.of("data", "cifar-10-batches-bin");
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

  /** @param named the directory that the environment names; it was asked for, so it must be whole */
  static Finding cifar10(Optional<Path> named) {
    List<String> defects = Cifar10Files.defects(named.orElse(USUAL_CIFAR10));
    String where = named.isPresent() ? "in MAE4J_CIFAR10" : "in " + USUAL_CIFAR10;
    if (defects.isEmpty()) {
      return Finding.fine("CIFAR-10", where + ", complete");
    }
    boolean absent = named.isEmpty() && !Files.exists(USUAL_CIFAR10);
    return absent ? Finding.hint("CIFAR-10", "not found",
            "`./mae4j data cifar10` downloads it, or MAE4J_CIFAR10 names its directory")
        : Finding.broken("CIFAR-10", where, String.join("; ", defects)
            + "; `./mae4j data cifar10 --dir NEW-DIRECTORY` downloads it anew");
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
