package org.mae4j.experiment.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mae4j.base.UserException;
import org.mae4j.base.file.IoMessage;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.image.ImageFileReader;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.reconstruction.ReconstructionEvaluation;
import org.mae4j.eval.reconstruction.ReconstructionScores;
import org.mae4j.experiment.checkpoint.LoadedParameters;
import org.mae4j.experiment.checkpoint.LoadedReconstructor;
import org.mae4j.experiment.checkpoint.ParameterInitializer;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.plot.sheet.AttentionSheet;
import org.mae4j.plot.sheet.ReconstructionSheet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconstructs image files of the user with the autoencoder of a run, and draws what its encoder attends to.
 *
 * @param images images of the shape that the model was trained on
 */
public record ImageReconstruction(ExistingRun run, ExperimentConfig config, ImageSet images) {
  private static final Logger LOG = LoggerFactory.getLogger(ImageReconstruction.class);

  /**
   * Reads image files, and fits them to the shape that the model was trained on.
   *
   * @throws UserException if a file does not exist
   * @throws org.mae4j.data.DataException if a file cannot be read as an image
   */
  public static ImageReconstruction read(ExistingRun run, ExperimentConfig config, List<Path> files) {
    return new ImageReconstruction(run, config, read(config.data(), files));
  }

  /**
   * Writes a sheet of the images and their reconstructions, and logs the reconstruction error.
   *
   * @param workers threads or the device that compute
   * @param sheet PNG file to write
   */
  public void reconstruct(Workers workers, Path sheet) throws IOException {
    Files.createDirectories(sheet.toAbsolutePath().getParent());
    try (LoadedReconstructor loaded = new LoadedReconstructor(run.checkpoint(), config, images.shape(), workers)) {
      ReconstructionScores.Errors errors = ReconstructionEvaluation.score(loaded.get(), images).all();
      new ReconstructionSheet(loaded.get(), images).write(
          "your images, by " + loaded.origin().model(), images.size(), sheet);
      String masked = loaded.get().masked() == 0 ? "nothing masked"
          : String.format(Locale.ROOT, "masked MSE %.5f", errors.maskedMse());
      LOG.info(String.format(Locale.ROOT, "%s, MSE %.5f, PSNR %.2f dB (pixels in [0, 1])", masked, errors.mse(),
          errors.psnr()));
      LOG.info("{}", sheet);
    }
  }

  /**
   * Writes a sheet of what the encoder attends to in the images.
   *
   * @param workers threads or the device that compute
   * @param sheet PNG file to write
   */
  public void attention(Workers workers, Path sheet) throws IOException {
    Files.createDirectories(sheet.toAbsolutePath().getParent());
    try (LoadedParameters encoder = LoadedParameters.of(run.checkpoint(), config,
        () -> ParameterInitializer.encoder(config, images.shape()))) {
      AttentionSheet.of(encoder.parameters(), config.model(), images, workers)
          .write("your images, by " + encoder.origin().model(), sheet);
    }
    LOG.info("{}", sheet);
  }

  private static ImageSet read(DataConfig data, List<Path> files) {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new UserException(file + ": no such file");
      }
    }
    ImageFileReader reader = ImageFileReader.of(data);
    ByteBuffer pixels = ByteBuffer.wrap(ImageSet.allocate(data.image(), files.size()));
    files.forEach(file -> pixels.put(planes(reader, file)));
    return new ImageSet(data.image(), List.of("images"), pixels.array(), new int[files.size()]);
  }

  private static byte[] planes(ImageFileReader reader, Path file) {
    try {
      return reader.read(file).planes();
    } catch (IOException e) {
      throw new DataException(file + ": " + IoMessage.problem(e), e);
    }
  }
}
