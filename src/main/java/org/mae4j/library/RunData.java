package org.mae4j.library;

import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.data.Decoding;
import org.mae4j.data.SplitSeeds;

/** The data that a run was trained and measured on. */
final class RunData {
  private RunData() {}

  /** @throws UserException if there is no such split, or the data is missing or damaged */
  static Images split(ExperimentConfig config, String name) {
    if (!name.matches("train|validation|test")) {
      throw new UserException("no split is called '" + name + "'; use train, validation or test");
    }
    DataSplits data = DataSplits.read(config.data(), SplitSeeds.of(config), Decoding.QUIET);
    return Images.of(switch (name) {
      case "train" -> data.train();
      case "validation" -> data.validation();
      default -> data.test();
    }, name);
  }
}
