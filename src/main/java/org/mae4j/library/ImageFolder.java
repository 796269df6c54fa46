package org.mae4j.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.base.IoMessage;
import org.mae4j.base.PathText;
import org.mae4j.data.DataException;
import org.mae4j.data.image.file.ImageType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds image files. */
final class ImageFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ImageFolder.class);

  private ImageFolder() {}

  /** Returns the files of {@code paths}, and those in folders in the order of their names. */
  static List<ImageName> names(List<Path> paths) {
    List<ImageName> names = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        names.addAll(in(path));
      } else if (Files.isRegularFile(path)) {
        names.add(name(path, Optional.empty()));
      } else {
        throw new DataException(PathText.of(path) + ": no such file or directory");
      }
    }
    return names;
  }

  private static List<ImageName> in(Path folder) {
    List<Path> files = files(folder);
    List<Path> images = files.stream().filter(file -> ImageType.isNameOfImage(PathText.name(file))).toList();
    if (images.isEmpty()) {
      throw new DataException(
          PathText.of(folder) + ": no images found; name a folder with PNG, JPEG, GIF, BMP, TIFF or "
              + "WebP files");
    }
    if (images.size() < files.size()) {
      LOG.info("{}: {} of {} files left out, because their names are not those of images", PathText.of(folder),
          files.size() - images.size(), files.size());
    }
    return images.stream().map(file -> name(file, label(folder.relativize(file)))).toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile).filter(file -> !isHidden(folder.relativize(file))).sorted().toList();
    } catch (IOException e) {
      throw new DataException(PathText.of(folder) + ": cannot be read (" + IoMessage.of(e) + ")", e);
    } catch (UncheckedIOException e) {
      throw new DataException(PathText.of(folder) + ": cannot be read (" + IoMessage.of(e.getCause()) + ")", e);
    }
  }

  private static boolean isHidden(Path relative) {
    return relative.toString().startsWith(".") || relative.toString().contains("/.");
  }

  /** Returns the first folder of a path relative to the folder that was named; empty if there is none. */
  private static Optional<String> label(Path relative) {
    return relative.getNameCount() < 2 ? Optional.empty() : Optional.of(PathText.name(relative.getName(0)));
  }

  private static ImageName name(Path file, Optional<String> label) {
    return new ImageName(PathText.of(file), Optional.of(file), label);
  }
}
