package org.mae4j.report.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.plot.curve.CurvePlot;
import org.mae4j.plot.curve.TrainingCurves;
import org.mae4j.record.provenance.ProvenanceKey;
import org.mae4j.record.result.StageDifferences;
import org.mae4j.record.table.ResultsTable;
import org.mae4j.record.table.SummaryTable;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;
import org.mae4j.report.block.ConfusionTable;
import org.mae4j.report.block.CurveChoice;
import org.mae4j.report.block.DataTable;
import org.mae4j.report.block.ImageStrip;
import org.mae4j.report.block.Page;
import org.mae4j.report.block.Page.Section;
import org.mae4j.report.block.Paragraph;
import org.mae4j.report.block.Picture;
import org.mae4j.report.block.ReportBlock;

/** Builds the page of one run. Sections of stages that did not run are left out. */
public final class RunPage {
  private final RecordedRun run;
  private final ReportedStages stages;
  private final List<ClassAccuracy> classes;
  private final CommandHistory commands;
  private final ModelSummary summary;
  private final StageDifferences differences;

  private RunPage(RecordedRun run, ReportedStages stages) {
    this.differences = StageDifferences.of(run.results(), stages.byGroup());
    this.run = run;
    this.stages = stages;
    this.classes = ClassAccuracy.of(run.results(), stages.metrics());
    this.commands = new CommandHistory(run.provenance());
    this.summary = ModelSummary.pretraining(run.config().model(), PatchGrid.of(run.config()), pretrainBatch());
  }

  /** Returns the page as HTML. */
  public static String of(RecordedRun run, ReportedStages stages) {
    return new RunPage(run, stages).page().html();
  }

  private Page page() {
    return new Page(run.name(),
        new Verdict(run.results(), differences.described(stages.metrics()), stages.costed()).sentence(),
        new RunFacts(run.config(), commands, summary).facts(), List.of(
            new Section("results", "Results", "Models are selected on validation images; the test images are evaluated "
                + "once.", results()),
            new Section("curves", "Curves", CurveChoice.NOTE, curves()),
            new Section("reconstructions", "Reconstructions",
                "The same validation images with the same masks in every sheet.", reconstructions()),
            new Section("attention", "Attention", "Where the pre-trained encoder's last block looks, without masking.",
                attention()),
            new Section("classes", "Accuracy per class", "Share of the test images of each class that is classified "
                + "correctly.", perClass()),
            new Section("confusion", "Confusion matrices", "Rows are true classes, columns are predicted classes. "
                + "The shade is the share of the row.", confusion()),
            new Section("neighbors", "Nearest neighbors", "The number below each image is the cosine similarity of "
                + "the pre-trained encoder's features. ≠ marks an image of another class.", neighbors()),
            new Section("projection", "Features", "Each dot is a test image, at the first two principal components of "
                + "the pre-trained encoder's features.", projection()),
            new Section("times", "Time of each stage", "A training counts from its first step to its last, with its "
                + "validation.", times()),
            new Section("model", "Model", "", model()),
            new Section("configuration", "Configuration", "", configuration()),
            new Section("provenance", "Provenance", "", provenance())));
  }

  private List<ReportBlock> results() {
    ResultsTable tables = new ResultsTable(run.results(), differences.numbered(stages.metrics()));
    List<ReportBlock> parts = new ArrayList<>(DataTable.unlessEmpty(
        "Reconstruction errors (pasted: of the whole image, with its visible patches)", tables.reconstruction()));
    parts.addAll(DataTable.unlessEmpty("Classifiers", tables.classification()));
    parts
        .addAll(DataTable.unlessEmpty("Classifiers and their controls, on the same test images", tables.differences()));
    parts.addAll(DataTable.unlessEmpty("Other metrics", tables.others()));
    differences.notes().forEach(note -> parts.add(new Paragraph(note)));
    return parts;
  }

  private List<ReportBlock> curves() {
    Collection<CurvePlot> plots = TrainingCurves.byFile(stages.trained()).values();
    return CurveChoice.of(axis -> plots.stream().map(plot -> plot.chart(axis, run.metrics())));
  }

  private List<ReportBlock> reconstructions() {
    List<ImageStrip.Frame> frames = run.reconstructions().stream()
        .map(sheet -> new ImageStrip.Frame(Picture.of(sheet.png(),
            "Validation images: original, masked input and reconstruction, " + sheet.moment()),
            sheet.moment()))
        .toList();
    return frames.isEmpty() ? List.of() : List.of(new ImageStrip("Reconstructions by epoch", frames));
  }

  private List<ReportBlock> attention() {
    return run.attention().stream().<ReportBlock>map(png -> new ImageStrip("Attention of the last block",
        List.of(
            new ImageStrip.Frame(Picture.of(png, "Validation images: original, attention of each head, and its mean"),
                "by the best checkpoint"))))
        .toList();
  }

  private List<ReportBlock> perClass() {
    return classes.stream().<ReportBlock>map(each -> DataTable.of("Accuracy by class", each.table())).toList();
  }

  private List<ReportBlock> confusion() {
    List<ReportBlock> parts = new ArrayList<>();
    classes.stream().filter(each -> each.classNames().size() <= ConfusionTable.MAX_CLASSES)
        .forEach(each -> each.counts().forEach((classifier, counts) -> parts
            .add(ConfusionTable.of(classifier + ", test images", each.classNames(), counts))));
    return parts;
  }

  private List<ReportBlock> neighbors() {
    return run.latents().stream().<ReportBlock>map(images -> NeighborGallery.of(run, images)).toList();
  }

  private List<ReportBlock> projection() {
    return run.latents().stream().<ReportBlock>map(images -> FeatureProjection.of(images.latents(), run.results()))
        .toList();
  }

  private List<ReportBlock> times() {
    return DataTable.unlessEmpty("Duration", new StageDurations(commands).table());
  }

  private List<ReportBlock> model() {
    List<ReportBlock> parts = new ArrayList<>();
    parts.add(DataTable.folded("Masked autoencoder, micro-batch of " + pretrainBatch() + " images",
        SummaryTable.of(summary)));
    if (!classes.isEmpty()) {
      int finetune = run.config().finetune().batch().microBatch();
      // Fine-tuning comes last, also in the list of classes if it has other ones.
      int count = classes.get(classes.size() - 1).classNames().size();
      parts.add(DataTable.folded("Classifier, micro-batch of " + finetune + " images",
          SummaryTable.of(ModelSummary.classifier(run.config().model(), PatchGrid.of(run.config()), finetune, count))));
    }
    return parts;
  }

  private int pretrainBatch() {
    return run.config().pretrain().batch().microBatch();
  }

  private List<ReportBlock> configuration() {
    RunSettings settings = new RunSettings(run);
    List<ReportBlock> parts =
        new ArrayList<>(DataTable.unlessEmpty("Settings of single stages that differ", settings.ofStages()));
    parts.add(DataTable.folded("All settings", settings.ofRun()));
    return parts;
  }

  private List<ReportBlock> provenance() {
    List<ReportBlock> parts = new ArrayList<>();
    run.provenance().forEach(command -> {
      TextTable table = new TextTable(Column.text("key"), Column.text("value"));
      command.values().forEach((key, value) -> table.row(key, value));
      parts.add(DataTable.folded("Command started at " + command.text(ProvenanceKey.STARTED).orElse("an unknown time"),
          table));
    });
    return parts;
  }
}
