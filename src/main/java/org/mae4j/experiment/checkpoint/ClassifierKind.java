package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.mae4j.base.EnumNames;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.result.Results;

/** The classifiers that a run saves, in the order in which one of them is chosen. */
public enum ClassifierKind {
  FINETUNE("fine-tuned network", "finetune"),
  PROBE("linear probe", "probe"),
  SCRATCH("network trained from scratch", "finetune"),
  KNN("features of training images", "probe");

  private final String title;
  private final String command;

  ClassifierKind(String title, String command) {
    this.title = title;
    this.command = command;
  }

  /**
   * Returns the kind of a name: {@code finetune}, {@code probe}, {@code scratch} or {@code knn}.
   *
   * @throws UserException if there is none of that name
   */
  public static ClassifierKind named(String name) {
    return Arrays.stream(values()).filter(kind -> EnumNames.of(kind).equals(name)).findFirst()
        .orElseThrow(() -> new UserException("no classifier is called '" + name + "'; use one of "
            + Arrays.stream(values()).map(EnumNames::of).collect(Collectors.joining(", "))));
  }

  /** Returns the command that makes this classifier. */
  String command() {
    return command;
  }

  /** Returns the noun for this classifier. */
  public String title() {
    return title;
  }

  /** Returns the stage that makes this classifier. */
  String stage() {
    return this == KNN ? PROBE.stage() : EnumNames.of(this);
  }

  /** Returns the key of the group of this classifier in the results of a run. */
  String group() {
    return this == PROBE ? Results.LINEAR_PROBE : EnumNames.of(this);
  }

  /** Returns the file of this classifier in a run. */
  Path file(RunDirectory run) {
    return switch (this) {
      case FINETUNE, SCRATCH -> run.checkpoints().bestClassifier(stage());
      case PROBE -> run.checkpoints().linearProbe();
      case KNN -> run.checkpoints().trainingFeatures();
    };
  }
}
