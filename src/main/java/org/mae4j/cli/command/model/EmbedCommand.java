package org.mae4j.cli.command.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.mae4j.base.Stopwatch;
import org.mae4j.base.UserException;
import org.mae4j.base.file.DurableFile;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.cli.option.ForceOption;
import org.mae4j.cli.option.GpuOption;
import org.mae4j.cli.option.ModelArguments;
import org.mae4j.cli.output.EmbeddedNames;
import org.mae4j.cli.output.EmbeddingWriter;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.library.Embedding;
import org.mae4j.library.ImageEncoder;
import org.mae4j.library.ImageName;
import org.mae4j.library.Images;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "embed", description = "Writes the features of images by the encoder of a run.")
public final class EmbedCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Mixin
  private ModelArguments arguments;

  @Option(names = "--out", paramLabel = "FILE", required = true,
      description = "File to write: .csv has path and label in each row; for NAME.npy they are in NAME.images.csv.")
  private Path out;

  @Option(names = "--tokens", description = "Writes the features of each patch instead of their mean; .npy only.")
  private boolean tokens;

  @Mixin
  private ForceOption force;

  @Override
  public Integer call() throws IOException {
    String name = out.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".npy") && (tokens || !name.endsWith(".csv"))) {
      throw new UserException("--out: " + out + " must end in .npy" + (tokens ? " with --tokens" : " or .csv"));
    }
    if (arguments.paths().isEmpty()) {
      throw new UserException("name images or folders after MODEL");
    }
    Optional<Path> names = name.endsWith(".npy") ? Optional.of(EmbeddedNames.beside(out)) : Optional.empty();
    force.checked("--out", Optional.of(out), arguments.inputs());
    force.checked("--out", names, arguments.inputs());
    try (ImageEncoder encoder = ImageEncoder.load(GpuOption.of(spec), arguments.model(), arguments.settings())) {
      Images images = arguments.images();
      List<ImageName> written = new ArrayList<>();
      DurableFile file = new DurableFile(out);
      file.temporary().toFile().deleteOnExit();
      file.write(channel -> write(channel, encoder, images, written));
      if (names.isPresent()) {
        EmbeddedNames.of(written, encoder.digest()).write(names.get());
      }
      spec.commandLine().getOut().println(out + ": " + NumberLabel.of(written.size()) + " images, "
          + (tokens ? encoder.patches() + " patches of " : "") + encoder.width() + " features"
          + names.map(beside -> "; names in " + beside).orElse(""));
    }
    return ExitCode.OK;
  }

  private void write(FileChannel channel, ImageEncoder encoder, Images images, List<ImageName> written)
      throws IOException {
    List<Integer> shape = tokens ? List.of(encoder.patches(), encoder.width()) : List.of(encoder.width());
    EmbeddingWriter writer = EmbeddingWriter.of(out, channel, shape);
    Stopwatch time = Stopwatch.start();
    try (Progress progress = Progress.start("embed", images.size())) {
      Consumer<Embedding> results = embedding -> {
        try {
          writer.add(embedding);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        written.add(embedding.image());
        progress.at(written.size(), String.format(Locale.ROOT, "%.0f images/s", written.size() / time.seconds()));
      };
      if (tokens) {
        encoder.embedPatches(images, results);
      } else {
        encoder.embed(images, results);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.finish();
  }
}
