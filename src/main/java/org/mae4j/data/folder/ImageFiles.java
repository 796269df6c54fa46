package org.mae4j.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.base.file.PathText;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;

/**
 * The image files of a split, in order.
 *
 * @param folder folder that has them
 * @param classNames names of the classes, in order; empty if the files have no labels
 * @param labels by file, index into {@code classNames} or {@link ImageSet#UNLABELED}
 */
record ImageFiles(Path folder, List<String> classNames, List<Path> files, int[] labels) {

  /**
   * Returns all images below a folder, without labels.
   *
   * @throws DataException if there are none
   */
  static ImageFiles unlabeled(Path folder, ImageFinder finder) {
    List<Path> files = finder.imagesBelow(folder);
    int[] labels = new int[files.size()];
    Arrays.fill(labels, ImageSet.UNLABELED);
    return new ImageFiles(folder, List.of(), files, labels);
  }

  /**
   * Returns the images of a folder that has one folder for each class.
   *
   * @throws DataException if a class folder has no images, or two have the same name
   */
  static ImageFiles byClass(Path folder, ImageFinder finder) {
    List<Path> folders = finder.foldersIn(folder);
    List<String> names = names(folders);
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path classFolder : folders) {
      List<Path> images = finder.imagesBelow(classFolder);
      int label = Collections.binarySearch(names, PathText.name(classFolder));
      images.forEach(file -> labels.add(label));
      files.addAll(images);
    }
    return new ImageFiles(folder, names, files, labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private static List<String> names(List<Path> folders) {
    SortedMap<String, Path> byName = new TreeMap<>();
    for (Path folder : folders) {
      Path other = byName.put(PathText.name(folder), folder);
      if (other != null) {
        throw new DataException(folder + ": has the same name as " + other + "; rename one of them");
      }
    }
    return List.copyOf(byName.keySet());
  }
}
