package org.mae4j.experiment.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.report.run.RecordedRun.Sheet;

/** The sheets of reconstructions that a run has drawn, as many as a page can well hold. */
final class ReconstructionSheets {
  private static final int MOST_EPOCHS = 7;
  private static final Pattern EPOCH = Pattern.compile("reconstructions-epoch-(\\d+)\\.png");

  private ReconstructionSheets() {}

  /** Of the sheets while training at most {@value #MOST_EPOCHS}, evenly spread; then that of the best checkpoint. */
  static List<Sheet> read(RunDirectory directory) throws IOException {
    List<Path> drawn = drawn(directory.figures());
    List<Sheet> sheets = new ArrayList<>();
    for (Path file : spread(drawn)) {
      Matcher name = EPOCH.matcher(file.getFileName().toString());
      if (name.matches()) {
        sheets.add(new Sheet("after epoch " + Integer.parseInt(name.group(1)), Files.readAllBytes(file)));
      }
    }
    if (Files.exists(directory.reconstructions())) {
      sheets.add(new Sheet("in the end", Files.readAllBytes(directory.reconstructions())));
    }
    return sheets;
  }

  private static List<Path> drawn(Path figures) throws IOException {
    if (!Files.isDirectory(figures)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(figures)) {
      return files.filter(file -> EPOCH.matcher(file.getFileName().toString()).matches()).sorted().toList();
    }
  }

  /** The first, the last and some between them. */
  private static List<Path> spread(List<Path> drawn) {
    if (drawn.size() <= MOST_EPOCHS) {
      return drawn;
    }
    return IntStream.range(0, MOST_EPOCHS).mapToObj(i -> drawn.get(i * (drawn.size() - 1) / (MOST_EPOCHS - 1)))
        .toList();
  }
}
