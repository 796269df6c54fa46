package org.mae4j.experiment.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mae4j.base.Downsampling;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.report.run.RecordedRun.Sheet;

/** Reads the reconstruction sheets of a run for its report. */
final class ReconstructionSheets {
  private static final int MAX_EPOCHS = 7;
  private static final Pattern EPOCH = Pattern.compile("reconstructions-epoch-(\\d+)\\.png");

  private ReconstructionSheets() {}

  /**
   * Returns at most {@value #MAX_EPOCHS} sheets that were drawn during training, evenly spread over the epochs, followed
   * by the sheet of the best checkpoint if there is one.
   */
  static List<Sheet> read(RunDirectory directory) throws IOException {
    List<Sheet> sheets = new ArrayList<>();
    for (Path file : Downsampling.evenly(drawn(directory.figures()), MAX_EPOCHS)) {
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
}
