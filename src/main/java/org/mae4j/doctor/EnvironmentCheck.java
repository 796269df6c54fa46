package org.mae4j.doctor;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.mae4j.base.file.IoMessage;
import org.mae4j.base.text.ByteSize;
import org.mae4j.data.download.Downloadable;

/** Checks of the environment of the program: fonts, data and disk. */
final class EnvironmentCheck {
  private static final long MIN_SPACE = 1_000_000_000;

  private EnvironmentCheck() {}

  /** Returns the number of font families. Java throws exceptions and errors of many kinds if it finds no font. */
  static int fontFamilies() {
    return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
  }

  static Finding fonts(IntSupplier families) {
    String advice =
        "figures cannot be drawn; install fonts, for example with: apt install fontconfig fonts-dejavu-core";
    try {
      int count = families.getAsInt();
      return count > 0 ? Finding.fine("fonts", "families: " + count) : Finding.broken("fonts", "none", advice);
    } catch (RuntimeException | InternalError | LinkageError e) {
      return Finding.broken("fonts", "Java finds none", advice);
    }
  }

  /**
   * Checks the data sets that can be downloaded. Those that are not on this machine are named in one finding.
   *
   * @param environment returns the value of an environment variable, null if it is not set
   */
  static List<Finding> data(Collection<Downloadable> sources, UnaryOperator<String> environment) {
    List<Finding> findings = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (Downloadable source : sources) {
      Optional<Path> named = source.named(environment);
      if (named.isPresent() || Files.exists(source.directory())) {
        findings.add(data(source, named));
      } else {
        absent.add(source.name());
      }
    }
    if (!absent.isEmpty()) {
      findings.add(Finding.fine("data sets", "not on this machine: " + String.join(", ", absent)
          + "; ./mae4j data NAME downloads one"));
    }
    return findings;
  }

  /**
   * Checks the files of a data set that can be downloaded.
   *
   * @param named directory that the environment names, which then must be complete
   */
  static Finding data(Downloadable source, Optional<Path> named) {
    List<String> defects = source.defects(source.located(named.orElse(source.directory())));
    String where = "in " + named.map(dir -> source.variable()).orElse(source.directory().toString());
    return defects.isEmpty() ? Finding.fine(source.title(), where + ", complete")
        : Finding.broken(source.title(), where, String.join("; ", defects) + "; download it again with ./mae4j data "
            + source.name() + " --dir NEW-DIRECTORY");
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
