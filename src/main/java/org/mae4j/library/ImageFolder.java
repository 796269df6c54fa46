package org.mae4j.library;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.file.PathText;
import org.mae4j.data.DataException;
import org.mae4j.data.folder.ImageFinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names the image files of a user. */
final class ImageFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ImageFolder.class);

  private ImageFolder() {}

  /** Returns the files of {@code paths}, and those in folders in the order of their names. */
  static List<ImageName> names(List<Path> paths) {
    ImageFinder finder = new ImageFinder();
    List<ImageName> names = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        finder.imagesBelow(path).forEach(file -> names.add(name(file, label(path.relativize(file)))));
      } else if (Files.isRegularFile(path)) {
        names.add(name(path, Optional.empty()));
      } else {
        throw new DataException(PathText.of(path) + ": no such file or directory");
      }
    }
    finder.leftOut().ifPresent(LOG::info);
    return names;
  }

  /** Returns the first folder of a path relative to the folder that was named; empty if there is none. */
  private static Optional<String> label(Path relative) {
    return relative.getNameCount() < 2 ? Optional.empty() : Optional.of(PathText.name(relative.getName(0)));
  }

  private static ImageName name(Path file, Optional<String> label) {
    return new ImageName(PathText.of(file), Optional.of(file), label);
  }
}
