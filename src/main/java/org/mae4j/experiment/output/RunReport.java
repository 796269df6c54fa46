package org.mae4j.experiment.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mae4j.base.UserException;
import org.mae4j.base.file.IoMessage;
import org.mae4j.base.file.SharedFile;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.experiment.directory.RunConfig;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.plot.curve.CurveAxis;
import org.mae4j.plot.curve.CurveRows;
import org.mae4j.plot.sheet.NeighborSheet;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Latents;
import org.mae4j.record.result.Results;
import org.mae4j.report.comparison.ComparisonPage;
import org.mae4j.report.comparison.Leaderboard;
import org.mae4j.report.comparison.SeedComparison;
import org.mae4j.report.run.RecordedRun;
import org.mae4j.report.run.RunPage;

/** The report of a run, or of several, from the files of the run directories. Running runs are allowed. */
public final class RunReport {
  private final List<Path> paths;
  private final List<RecordedRun> runs;

  private RunReport(List<Path> paths, List<RecordedRun> runs) {
    this.paths = paths;
    this.runs = runs;
  }

  /** Writes {@code report.html} of a run. */
  public static void write(RunDirectory directory) throws IOException {
    SharedFile.write(directory.report(),
        RunPage.of(read(directory, name(directory)), Stages.reported()));
  }

  /**
   * Reads runs.
   *
   * @param paths run directories, at least one
   * @throws UserException if a path is not a run directory, or a run cannot be read
   */
  public static RunReport of(List<Path> paths) {
    try {
      return new RunReport(List.copyOf(paths), read(paths));
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e));
    }
  }

  /**
   * Writes the report of one run, or a comparison of several.
   *
   * @param out file to write; if empty {@code report.html} of the run, or {@code comparison.html} for several
   * @return the file
   * @throws UserException if the file cannot be written
   */
  public Path write(Optional<Path> out) {
    boolean single = runs.size() == 1;
    Path file = out.orElseGet(() -> single ? RunDirectory.find(paths.get(0)).report() : Path.of("comparison.html"));
    write(file, single ? RunPage.of(runs.get(0), Stages.reported()) : ComparisonPage.of(runs, Stages.reported()));
    return file;
  }

  private static void write(Path file, String text) {
    try {
      SharedFile.write(file, text);
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e));
    }
  }

  /**
   * Writes a plot of the accuracy of the runs on validation images against what it cost, as PNG and SVG.
   *
   * @param classifier key of the classifier in {@code results.json}; if empty, the first one with enough runs
   * @param axis one of {@link Leaderboard#COSTS}
   * @throws UserException if fewer than two runs have recorded such an accuracy and its cost
   */
  public void writePareto(Path png, Optional<String> classifier, CurveAxis axis) {
    try {
      leaderboards().stream()
          .filter(board -> classifier.map(board.costed().metric().group().key()::equals).orElse(true))
          .flatMap(board -> board.chart(axis).stream()).findFirst()
          .orElseThrow(() -> new UserException("--pareto: fewer than two of these runs have recorded an accuracy"
              + classifier.map(key -> " of " + key).orElse("") + " on validation and its " + axis.title()
              + "; runs of older versions have none"))
          .write(png);
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e));
    }
  }

  /**
   * Writes the accuracies of the runs on validation images, their differences to the first run and their costs as CSV. Runs
   * that differ in the seed alone have one line, and differences are paired by seed.
   *
   * @throws UserException if fewer than two runs have recorded such an accuracy and its cost
   */
  public void writeCsv(Path csv) {
    List<Leaderboard> leaderboards = leaderboards();
    if (leaderboards.isEmpty()) {
      throw new UserException(
          "--csv: fewer than two of these runs have recorded an accuracy on validation and its cost; "
              + "runs of older versions have none");
    }
    write(csv, leaderboards.stream().map(board -> new SeedComparison(board).csv())
        .collect(Collectors.joining("", SeedComparison.csvHead(), "")));
  }

  private List<Leaderboard> leaderboards() {
    return Leaderboard.all(runs, Stages.costed());
  }

  private static List<RecordedRun> read(List<Path> paths) throws IOException {
    List<RunDirectory> directories = paths.stream().map(RunDirectory::find).toList();
    List<RecordedRun> runs = new ArrayList<>();
    for (int i = 0; i < directories.size(); i++) {
      runs.add(read(directories.get(i), name(directories, i)));
    }
    return runs;
  }

  private static RecordedRun read(RunDirectory directory, String name) throws IOException {
    ExperimentConfig config = RunConfig.load(directory, List.of());
    Results results = Results.read(directory.results());
    List<RecordedCommand> provenance = ProvenanceFile.read(directory.provenance());
    return new RecordedRun(name, config, results,
        new CurveRows(MetricsLog.read(directory.metrics()),
            RecordedPositions.of(directory, config, results, provenance)),
        ReconstructionSheets.read(directory), attention(directory), latents(directory, config.data().image()),
        provenance);
  }

  private static Optional<byte[]> attention(RunDirectory directory) throws IOException {
    return Files.exists(directory.attention()) ? Optional.of(Files.readAllBytes(directory.attention()))
        : Optional.empty();
  }

  private static Optional<RecordedRun.LatentImages> latents(RunDirectory directory, ImageShape shape)
      throws IOException {
    Optional<Latents> latents = Latents.read(directory.latents());
    if (latents.isEmpty()) {
      return Optional.empty();
    }
    List<Latents.Query> queries = latents.get().queries();
    int columns = 1 + queries.get(0).neighbors().size();
    return Optional.of(new RecordedRun.LatentImages(latents.get(),
        new NeighborSheet(shape).read(directory.neighbors(), queries.size(), columns)));
  }

  private static String name(RunDirectory directory) {
    return directory.path().toAbsolutePath().normalize().getFileName().toString();
  }

  /** Returns the name of a directory, with its position among the runs if several have this name. */
  private static String name(List<RunDirectory> directories, int index) {
    String name = name(directories.get(index));
    boolean alone = directories.stream().filter(other -> name(other).equals(name)).count() == 1;
    return alone ? name : name + " (" + (index + 1) + ")";
  }
}
