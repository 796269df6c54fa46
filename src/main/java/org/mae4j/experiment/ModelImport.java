package org.mae4j.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.text.WrappedText;
import org.mae4j.checkpoint.pytorch.ForeignModel;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.extension.PluginCommand;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.data.DataSource;
import org.mae4j.experiment.checkpoint.ModelCheckpoint;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.directory.NewDirectory;
import org.mae4j.experiment.directory.RunConfig;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.ProvenanceRecorder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.record.provenance.ImportedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a run of the weights of another program, whose stages after pre-training can be run. */
public final class ModelImport {
  private static final Logger LOG = LoggerFactory.getLogger(ModelImport.class);
  private static final String SOURCE = "data.source";
  private static final int WIDTH = 80;
  private static final int INDENT = 2;

  private ModelImport() {}

  /**
   * Writes a run directory with the model of {@code file} as its best autoencoder. Everything is read and checked before
   * the directory is created.
   *
   * @param settings settings {@code key=value} of the run, which take precedence over those that follow from the file
   * @throws org.mae4j.base.UserException if the file has no model that can be imported, a setting does not fit it, or
   *     {@code out} exists and is not an empty directory
   */
  public static void run(Invocation invocation, Path file, Path out, List<String> settings) throws IOException {
    NewDirectory.requireCreatable(out);
    try (ForeignModel model = ForeignModel.open(file)) {
      ExperimentConfig config = config(model, settings);
      PatchGrid grid = PatchGrid.of(config);
      try (Parameters parameters =
          ParameterInitializer.pretrained(config, config.data().image(), model.hasDecoder())) {
        model.copyTo(parameters, config.model(), grid);
        write(invocation, config, parameters, new ImportedFile(file, model.sha256()), out);
      }
      model.description(config.model(), grid).forEach(ModelImport::say);
      say(pixels(config));
      say("run: " + out + "; use it with images of your own: " + PluginCommand.of("finetune", out)
          + (settings.stream().anyMatch(word -> word.startsWith(SOURCE)) ? ""
              : " data.source=folder data.dir=DIRECTORY"));
    }
  }

  private static void say(String line) {
    LOG.info("{}", WrappedText.of(line, WIDTH, INDENT));
  }

  private static String pixels(ExperimentConfig config) {
    DataConfig data = config.data();
    return "images: " + data.image() + ", pixels " + (data.normalize().mean().isEmpty() ? "scaled to [-1, 1]"
        : "normalized by mean " + data.normalize().mean() + " and deviation " + data.normalize().deviation())
        + "; set data.normalize if the weights were trained on others";
  }

  private static ExperimentConfig config(ForeignModel model, List<String> settings) {
    Set<String> given = settings.stream().map(word -> word.split("=", 2)[0].strip()).collect(Collectors.toSet());
    List<String> own = new ArrayList<>(List.of("name=imported", SOURCE + "=folder", "data.dir=images"));
    own.addAll(model.settings(given));
    own.addAll(shapeOfSource(settings));
    ExperimentConfig config = ConfigLoader.ofSettings(joined(own, settings));
    if (!given.contains("model.positions") && !model.hasFixedPositions(PatchGrid.of(config))) {
      return ConfigLoader.ofSettings(joined(joined(own, List.of("model.positions=learned")), settings));
    }
    return config;
  }

  /** Returns the shape of the images of the source that the user names, if they have a fixed one. */
  private static List<String> shapeOfSource(List<String> settings) {
    return settings.stream().map(word -> word.split("=", 2))
        .filter(word -> word.length == 2 && Set.of(SOURCE, SOURCE + ".kind").contains(word[0].strip()))
        .flatMap(word -> Extensions.of(DataSource.class).entrySet().stream()
            .filter(entry -> entry.getKey().equals(word[1].strip())))
        .flatMap(source -> source.getValue().shape().stream())
        .flatMap(shape -> Stream.of("data.image.height=" + shape.height(), "data.image.width=" + shape.width()))
        .toList();
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static void write(Invocation invocation, ExperimentConfig config, Parameters parameters, ImportedFile source,
      Path out) throws IOException {
    RunDirectory directory = RunDirectory.create(out);
    try (RunLock lock = RunLock.of(directory)) {
      RunConfig.write(directory, config);
      ModelCheckpoint.save(directory.checkpoints().bestAutoencoder(), parameters, config.model(), source);
      ProvenanceRecorder.imported(invocation, config, source, directory.provenance());
      ResumePlan.start(List.of(), directory.checkpoints().bestAutoencoder(), Map.of(), ConfigRenderer.values(config))
          .write(directory.resumePlan());
    }
  }
}
