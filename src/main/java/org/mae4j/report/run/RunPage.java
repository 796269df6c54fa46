package org.mae4j.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.plot.LineChart;
import org.mae4j.plot.TrainingCurves;
import org.mae4j.record.result.Figure;
import org.mae4j.record.result.Latents;
import org.mae4j.record.table.ResultsTable;
import org.mae4j.record.table.SummaryTable;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.record.table.TextTable;
import org.mae4j.report.block.ConfusionTable;
import org.mae4j.report.block.DataTable;
import org.mae4j.report.block.Gallery;
import org.mae4j.report.block.Html;
import org.mae4j.report.block.ImageStrip;
import org.mae4j.report.block.Page.Section;
import org.mae4j.report.block.Page;
import org.mae4j.report.block.Picture;
import org.mae4j.report.block.Plot;
import org.mae4j.report.block.ReportBlock;

/** All of one run; sections of stages that did not run are left out. */
public final class RunPage {
  private final RecordedRun run;
  private final List<Figure> figures;
  private final ClassAccuracy classes;

  private RunPage(RecordedRun run, List<Figure> figures) {
    this.run = run;
    this.figures = figures;
    this.classes = ClassAccuracy.of(run, figures);
  }

  /**
   * Returns the page as HTML.
   *
   * @param figures figures that evaluations report, in order
   */
  public static String of(RecordedRun run, List<Figure> figures) {
    return Html.of(new RunPage(run, figures).page());
  }

  private Page page() {
    return new Page(run.name(), "A masked autoencoder, what it reconstructs, and what its latents are worth for "
        + "classification.", List.of(
            new Section("results", "Results", "Selected on validation images; test images are looked at once.",
                results()),
            new Section("curves", "Curves", "", curves()),
            new Section("reconstructions", "Reconstructions",
                "Validation images, always the same under the same masks.", reconstructions()),
            new Section("classes", "Per class", "Share of the test images of each class that is recognized as it.",
                perClass()),
            new Section("confusion", "ConfusionTable", "Rows are true classes, columns predicted ones; the shade is the "
                + "share of the row.", confusion()),
            new Section("neighbors", "Nearest neighbors", "By the cosine of the pre-trained encoder's features, "
                + "which stands below each image. ≠ marks another class.", neighbors()),
            new Section("projection", "Latents", "Each dot is a test image, in the two directions in which the "
                + "pre-trained encoder's features differ most.", projection()),
            new Section("model", "Model", "", model()),
            new Section("configuration", "Configuration", "", configuration()),
            new Section("provenance", "Provenance", "", provenance())));
  }

  private List<ReportBlock> results() {
    List<ReportBlock> parts = new ArrayList<>(present("Reconstruction errors", ResultsTable.reconstruction(run.results(), figures)));
    parts.addAll(present("Classifiers", ResultsTable.classification(run.results(), figures)));
    parts.addAll(present("Other figures", ResultsTable.others(run.results(), figures)));
    return parts;
  }

  private static List<ReportBlock> present(String caption, TextTable table) {
    return table.isEmpty() ? List.of() : List.of(DataTable.of(caption, table));
  }

  private List<ReportBlock> curves() {
    return TrainingCurves.BY_FILE.values().stream().<ReportBlock>flatMap(plot -> Plot.of(plot.chart(run.metrics())).stream())
        .toList();
  }

  private List<ReportBlock> reconstructions() {
    List<ImageStrip.Frame> frames = run.reconstructions().stream().map(sheet -> new ImageStrip.Frame(Picture.of(sheet.png(),
        "Validation images as they are, as the encoder sees them, and reconstructed: " + sheet.moment()),
        sheet.moment())).toList();
    return frames.isEmpty() ? List.of() : List.of(new ImageStrip("Reconstructions by epoch", frames));
  }

  private List<ReportBlock> perClass() {
    return classes.isEmpty() ? List.of() : present("Accuracy by class", classes.table());
  }

  private List<ReportBlock> confusion() {
    List<ReportBlock> parts = new ArrayList<>();
    classes.counts().forEach((classifier, counts) -> {
      if (counts.length <= ConfusionTable.MOST_CLASSES) {
        parts.add(ConfusionTable.of(classifier + ", test images", classes.classNames(), counts));
      }
    });
    return parts;
  }

  private List<ReportBlock> neighbors() {
    return run.latents().stream().<ReportBlock>map(pictured -> Gallery.of(run, pictured)).toList();
  }

  private List<ReportBlock> projection() {
    return run.latents().map(RecordedRun.PicturedLatents::latents).stream()
        .<ReportBlock>map(latents -> Plot.dots("Features of " + latents.points().size() + " test images, principal components",
            axis("first", latents.explained().get(0)), axis("second", latents.explained().get(1)), clouds(latents)))
        .toList();
  }

  private static String axis(String which, double share) {
    return String.format(Locale.ROOT, "%s component, %.1f %% of the variance", which, 100 * share);
  }

  private List<LineChart.Line> clouds(Latents latents) {
    Map<Integer, List<LineChart.Point>> clouds = new TreeMap<>();
    latents.points().forEach(point -> clouds.computeIfAbsent(point.label(), label -> new ArrayList<>())
        .add(new LineChart.Point(point.x(), point.y())));
    return clouds.entrySet().stream()
        .map(cloud -> new LineChart.Line(run.results().className(cloud.getKey()), cloud.getValue())).toList();
  }

  private List<ReportBlock> model() {
    PatchGrid grid = new PatchGrid(run.config().data().image(), run.config().model().patch());
    int pretrain = run.config().pretrain().batch().microBatch();
    List<ReportBlock> parts = new ArrayList<>();
    parts.add(DataTable.folded("Masked autoencoder, micro-batch of " + pretrain + " images",
        SummaryTable.of(ModelSummary.pretraining(run.config().model(), grid, pretrain))));
    if (!classes.isEmpty()) {
      int finetune = run.config().finetune().batch().microBatch();
      parts.add(DataTable.folded("Classifier, micro-batch of " + finetune + " images",
          SummaryTable.of(ModelSummary.classifier(run.config().model(), grid, finetune, classes.classes()))));
    }
    return parts;
  }

  private List<ReportBlock> configuration() {
    TextTable table = new TextTable(Column.text("key"), Column.text("value"));
    ConfigRenderer.values(run.config()).forEach((key, value) -> table.row(key, value));
    return List.of(DataTable.folded("Every setting that the run was started with", table));
  }

  private List<ReportBlock> provenance() {
    List<ReportBlock> parts = new ArrayList<>();
    run.provenance().forEach(command -> {
      TextTable table = new TextTable(Column.text("what"), Column.text("value"));
      command.forEach((key, value) -> table.row(key, value));
      parts.add(DataTable.folded("Command of " + command.getOrDefault("started", "an unknown time"), table));
    });
    return parts;
  }
}
