package org.mae4j.cli.command.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.cli.option.ForceOption;
import org.mae4j.cli.option.GpuOption;
import org.mae4j.cli.option.ModelArguments;
import org.mae4j.cli.output.SearchedImages;
import org.mae4j.cli.output.SimilarImage;
import org.mae4j.cli.output.SimilaritySheet;
import org.mae4j.cli.output.StandardOutput;
import org.mae4j.library.Embedding;
import org.mae4j.library.ImageEncoder;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "search", description = "Finds the images whose features by the encoder of a run are most similar.")
public final class SearchCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Mixin
  private ModelArguments arguments;

  @Option(names = "--in", paramLabel = "FOLDER", required = true,
      description = "Folder of the images to search, or their features as embed writes them: latents.npy.")
  private Path in;

  @Option(names = "--top", paramLabel = "K", description = "Number of images that are found for each; 5 by default.")
  private int top = 5;

  @Option(names = "--out", paramLabel = "FILE", description = "PNG file with the images and the images that are found.")
  private Optional<Path> out = Optional.empty();

  @Mixin
  private ForceOption force;

  @Override
  public Integer call() throws IOException {
    if (top < 1) {
      throw new UserException("--top: must be at least 1, is " + top);
    }
    if (arguments.paths().isEmpty()) {
      throw new UserException("name an image after MODEL");
    }
    Optional<Path> sheet =
        force.checked("--out", out, Stream.concat(Stream.of(in), arguments.inputs().stream()).toList());
    try (ImageEncoder encoder = ImageEncoder.load(GpuOption.of(spec), arguments.model(), arguments.settings())) {
      List<Embedding> asked = encoder.embed(arguments.images());
      List<List<SimilarImage>> found = SearchedImages.in(in, encoder).nearest(asked, top);
      spec.commandLine().getOut().print(table(asked, found).fitted(TerminalWidth.ofOutput()));
      if (sheet.isPresent()) {
        SimilaritySheet.write(encoder, asked, found, sheet.get());
        spec.commandLine().getOut().println(sheet.get());
      }
      StandardOutput.flush(spec.commandLine().getOut());
    }
    return ExitCode.OK;
  }

  private static TextTable table(List<Embedding> asked, List<List<SimilarImage>> found) {
    TextTable table = new TextTable(Column.number("similarity"), Column.path("image"));
    for (int i = 0; i < asked.size(); i++) {
      if (asked.size() > 1) {
        table.row("", asked.get(i).image().text() + ":");
      }
      found.get(i).forEach(image -> table.row(String.format(Locale.ROOT, "%.4f", image.similarity()),
          image.name().text()));
    }
    return table;
  }
}
