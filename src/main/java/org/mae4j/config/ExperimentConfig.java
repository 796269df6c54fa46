package org.mae4j.config;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mae4j.base.RandomStream;
import org.mae4j.config.check.Checks;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.setting.DefinesReconstruction;
import org.mae4j.config.setting.MachineSpecific;
import org.mae4j.config.setting.WithoutEffect;
import org.mae4j.config.training.TrainConfig;

/**
 * The settings of an experiment.
 *
 * @param name name of the experiment and of its run directory: letters, digits, '.', '_' and '-'
 * @param seed seed of the experiment; each {@link RandomStream} has a seed that is derived from it
 * @param threads number of training threads, 0 for the number of physical cores
 * @param evaluations further evaluations of the encoder, none by default
 */
public record ExperimentConfig(
    @WithoutEffect String name,
    @DefinesReconstruction long seed,
    @WithoutEffect @MachineSpecific int threads,
    @DefinesReconstruction DataConfig data,
    ModelConfig model,
    TrainConfig train,
    PretrainConfig pretrain,
    ProbeConfig probe,
    FinetuneConfig finetune,
    Choices evaluations,
    FiguresConfig figures,
    @WithoutEffect UiConfig ui,
    ComputeConfig compute) {

  public ExperimentConfig {
    ImageShape image = data.image();
    int patch = model.patch();
    boolean divides = image.height() % patch == 0 && image.width() % patch == 0;
    int patches = model.patches(image);
    Checks checks = new Checks();
    checks
        .require(name.matches("[A-Za-z0-9._-]+"), "name", "must be letters, digits, '.', '_' or '-', is '" + name + "'")
        .atLeast(0, "threads", threads)
        .require(divides, "model.patch",
            "must divide the image (" + image + "), is " + patch + "; use " + patchSides(image),
            "data.image.height", "data.image.width")
        .require(patches == 0 || model.visiblePatches(image) >= 1, "model.maskRatio",
            "leaves none of " + patches + " patches visible: " + model.maskRatio(),
            "model.patch", "data.image.height", "data.image.width")
        .require(!model.normalizeTargets() || patch * patch * image.channels() > 1, "model.normalizeTargets",
            "needs patches of at least two values, which have a variance; here a patch has one", "model.patch",
            "data.image.channels");
    if (divides) {
      String scales = ".resolution.scales";
      pretrain.resolution().requirePatches(checks, "pretrain" + scales, image, patch);
      pretrain.resolution().requireVisible(checks, "pretrain" + scales, image, model);
      finetune.resolution().requirePatches(checks, "finetune" + scales, image, patch);
      finetune.requireDropped(checks, image, model);
    }
    checks.throwIfAny();
  }

  /** Returns the sides of square patches that divide an image, as a message lists them. */
  private static String patchSides(ImageShape image) {
    String sides = IntStream.rangeClosed(1, Math.min(image.height(), image.width()))
        .filter(side -> image.height() % side == 0 && image.width() % side == 0).mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
    return sides.equals("1") ? "1, or change data.image" : sides.replaceFirst(", (\\d+)$", " or $1");
  }

  /** Returns the seed of {@code stream}. */
  public long seedOf(RandomStream stream) {
    return stream.seed(seed);
  }
}
