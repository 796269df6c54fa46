package org.mae4j.eval;

import java.util.List;

/** The last part of a classifier, which ranks the classes of images by the outputs of a network. */
public interface ClassifierHead {
  /** Returns the classes of each image. @param outputs outputs of the network, {@code [images][width]} */
  List<RankedClasses> rank(float[][] outputs);

  /** Returns the number of classes. */
  int classes();
}
