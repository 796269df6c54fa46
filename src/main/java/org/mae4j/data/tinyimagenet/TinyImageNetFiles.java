package org.mae4j.data.tinyimagenet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.base.file.IoMessage;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageFit;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.cache.CacheSource;
import org.mae4j.data.cache.CachedImages;
import org.mae4j.data.cache.DecodedImage;
import org.mae4j.data.image.ImageFileReader;

/**
 * The image files of a split of Tiny ImageNet.
 *
 * @param dir directory of the data set
 * @param files image files
 * @param labels index of the class of each file
 */
record TinyImageNetFiles(Path dir, List<Path> files, List<Integer> labels) {
  static final String ANNOTATIONS = "val/val_annotations.txt";

  /** Returns {@code train/ID/images/*}, by class and name. @throws DataException if a class has another number */
  static TinyImageNetFiles train(Path dir, TinyImageNetClasses classes, int perClass) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (String id : classes.ids()) {
      Path folder = dir.resolve("train").resolve(id).resolve("images");
      List<Path> images = list(folder);
      if (images.size() != perClass) {
        throw new DataException(folder + ": has " + images.size() + " images, expected " + perClass);
      }
      files.addAll(images);
      images.forEach(image -> labels.add(classes.ids().indexOf(id)));
    }
    return new TinyImageNetFiles(dir, files, labels);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> entry.getFileName().toString().endsWith(".JPEG")).sorted().toList();
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be read (" + IoMessage.of(e) + ")", e);
    }
  }

  /** Returns the files that {@code val_annotations.txt} lists: name, class and further columns, separated by tabs. */
  static TinyImageNetFiles test(Path dir, TinyImageNetClasses classes, int expected) {
    Path annotations = dir.resolve(ANNOTATIONS);
    List<String> lines = TinyImageNetClasses.lines(annotations);
    if (lines.size() != expected) {
      throw new DataException(annotations + ": lists " + lines.size() + " images, expected " + expected);
    }
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] columns = lines.get(i).split("\t");
      int label = columns.length < 2 ? -1 : classes.ids().indexOf(columns[1]);
      if (label < 0) {
        throw new DataException(annotations + ": line " + (i + 1) + " names no class of "
            + TinyImageNetClasses.IDS + ": " + lines.get(i));
      }
      files.add(dir.resolve("val").resolve("images").resolve(columns[0]));
      labels.add(label);
    }
    return new TinyImageNetFiles(dir, files, labels);
  }

  /** @throws DataException if a file is missing, is not a readable image or has another shape */
  ImageSet images(String split, DataConfig config, TinyImageNetClasses classes, Decoding decoding) {
    ImageFileReader reader = new ImageFileReader(config.image(), ImageFit.EXACT, config.backgroundColor());
    CacheSource source = new CacheSource(split, dir, files, files.size(), config.image(), "tiny-imagenet");
    return CachedImages.open(config, source, decoding, item -> Optional.of(decode(reader, files.get(item))))
        .images(classes.names(), labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private static DecodedImage decode(ImageFileReader reader, Path file) {
    try {
      return new DecodedImage(reader.read(file).planes(), Set.of());
    } catch (IOException e) {
      throw new DataException(file + ": " + IoMessage.problem(e), e);
    }
  }
}
