package org.mae4j.experiment.stage;

import java.util.List;
import java.util.stream.Collectors;
import org.mae4j.base.UserException;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.base.text.WrappedText;
import org.mae4j.config.DataConfig;
import org.mae4j.config.DataConfig.LabelUse;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which stages can run on images without labels. */
public final class LabelNeeds {
  private static final Logger LOG = LoggerFactory.getLogger(LabelNeeds.class);

  private static final int INDENT = 2;

  private LabelNeeds() {}

  /**
   * Returns the stages that can run on the images of {@code config}, in order.
   *
   * @throws UserException if none can
   */
  public static List<Stage> possible(ExperimentConfig config, List<Stage> stages) {
    List<Stage> impossible = impossible(config, stages);
    if (impossible.size() == stages.size()) {
      require(config, stages);
    }
    return stages.stream().filter(stage -> !impossible.contains(stage)).toList();
  }

  /** Says which stages are left out, in one line, if any are. */
  public static void sayLeftOut(ExperimentConfig config, List<Stage> stages) {
    List<Stage> impossible = impossible(config, stages);
    if (!impossible.isEmpty()) {
      LOG.info("{}", WrappedText.of("left out: " + titles(impossible) + "; " + reason(config.data()),
          TerminalWidth.ofOutput(), INDENT));
    }
  }

  /** @throws UserException if a stage needs labels and the images of {@code config} have none */
  public static void require(ExperimentConfig config, List<Stage> stages) {
    List<Stage> impossible = impossible(config, stages);
    if (!impossible.isEmpty()) {
      throw new UserException(titles(impossible) + ": " + reason(config.data())
          + (config.data().labels() == LabelUse.NONE ? "; set data.labels = classes if the images have labels" : ""));
    }
  }

  private static List<Stage> impossible(ExperimentConfig config, List<Stage> stages) {
    return DataSource.hasLabels(config.data()) ? List.of()
        : stages.stream().filter(stage -> stage.needs().contains(Stage.Need.LABELS)).toList();
  }

  private static String titles(List<Stage> stages) {
    return stages.stream().map(Stage::title).collect(Collectors.joining(", "));
  }

  private static String reason(DataConfig data) {
    return "labels are needed, and "
        + (data.labels() == LabelUse.NONE ? "data.labels is none" : "the images of source " + data.source().kind()
            + " have none");
  }
}
