package org.mae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.InterruptedRun;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.result.Results;
import org.mae4j.record.tensorboard.EventFile;
import org.mae4j.record.tensorboard.EventFile.Buckets;
import org.mae4j.record.tensorboard.EventFile.Event;
import org.mae4j.record.tensorboard.EventFile.Image;
import org.mae4j.record.tensorboard.EventFile.Markdown;
import org.mae4j.record.tensorboard.SessionFile.SessionData;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Tests the TensorBoard events of a run. Fine-tuning has a smaller batch size, which separates steps from images. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {
  private static final int PRETRAIN_BATCH = 16;
  private static final int FINETUNE_BATCH = 8;
  private static final int EPOCH = 11;
  private static final int LAST_STEP = 3 * EPOCH;
  private static final String[] BATCH =
      {"finetune.batch.size=" + FINETUNE_BATCH, "finetune.batch.microBatch=" + FINETUNE_BATCH};

  private Path directory;
  private Path conf;
  private RunFiles run;

  @BeforeAll
  void runAll(@TempDir Path temporary) {
    directory = temporary;
    conf = SmallExperiment.write(temporary);
    run = new RunFiles(temporary.resolve("run"));
    assertEquals(0, Captured.run("run", conf, BATCH[0], BATCH[1], "--out", run.path()).code());
  }

  private static List<Event> events(RunFiles run) throws IOException {
    return EventFile.read(EventFile.in(run.path()));
  }

  /** Returns the points {@code images=value} of each curve in the order of the file. */
  private static Map<String, List<String>> curves(RunFiles run) throws IOException {
    return events(run).stream().filter(event -> event.value() instanceof Float && !event.isOfTheMachine()
        && !event.tag().startsWith("results/"))
        .collect(Collectors.groupingBy(Event::tag, LinkedHashMap::new,
            Collectors.mapping(event -> event.step() + "=" + event.value(), Collectors.toList())));
  }

  private static Map<String, List<String>> metrics(RunFiles run) throws IOException {
    return MetricsLog.read(run.path().resolve("metrics.csv")).stream().collect(Collectors.groupingBy(
        row -> row.name().replace('.', '/'), LinkedHashMap::new, Collectors.mapping(row -> row.step()
            * (row.stage().equals("pretrain") ? PRETRAIN_BATCH : FINETUNE_BATCH) + "=" + (float) row.value(),
            Collectors.toList())));
  }

  @Test
  void curvesAgreeWithTheMetrics() throws IOException {
    assertTrue(metrics(run).keySet().containsAll(Set.of("pretrain/train/loss", "pretrain/val/maskedMse",
        "finetune/learningRate", "scratch/val/accuracy")), metrics(run).toString());
    assertEquals(metrics(run), curves(run));
  }

  @Test
  void speedAndMemoryAgreeWithTheSystemLog() throws IOException {
    List<SystemLog.SystemSample> rows = SystemLog.read(run.path().resolve("system.csv")).stream()
        .filter(SystemLog.SystemSample::isTraining).toList();
    Map<String, List<Event>> events = events(run).stream().filter(Event::isOfTheMachine)
        .collect(Collectors.groupingBy(event -> event.tag().substring(event.tag().indexOf('/'))));
    assertEquals(Set.of("/system/imagesPerSecond", "/system/residentMb", "/system/heapMb", "/system/waiting"),
        events.keySet());
    assertEquals(rows.stream().map(row -> row.images() + " " + (float) row.residentMb()).toList(),
        events.get("/system/residentMb").stream().map(event -> event.step() + " " + event.value()).toList());
    assertEquals(rows.stream().map(row -> (float) row.imagesPerSecond()).toList(),
        events.get("/system/imagesPerSecond").stream().map(Event::value).toList());
  }

  /** Stages that train nothing have rows with their memory alone. */
  @Test
  void theMemoryOfEveryStageIsMeasured() throws IOException {
    assertEquals(Set.of("pretrain", "evaluate", "reconstruct", "probe", "finetune", "scratch"),
        SystemLog.read(run.path().resolve("system.csv")).stream().filter(row -> row.residentMb() > 0)
            .map(SystemLog.SystemSample::stage).collect(Collectors.toSet()));
    assertEquals(Set.of("pretrain", "finetune", "scratch"), events(run).stream().filter(Event::isOfTheMachine)
        .map(event -> event.tag().split("/")[0]).collect(Collectors.toSet()));
  }

  /** TensorBoard's page HParams compares runs by their settings and final metrics. */
  @Test
  void settingsAndFinalMetricsAreThere() throws IOException {
    Map<String, Object> values = events(run).stream().filter(event -> !event.tag().isEmpty())
        .collect(Collectors.toMap(Event::tag, Event::value, (first, second) -> first));
    SessionData settings = (SessionData) values.get("_hparams_/session_start_info");
    assertEquals(3.0, settings.values().get("pretrain.epochs"));
    assertEquals("#ffffff", settings.values().get("data.background"));
    assertFalse(settings.values().containsKey("ui.port"), "settings without effect are no columns");
    Results results = Results.read(run.path().resolve("results.json"));
    assertEquals((float) results.number("finetune.test.accuracy").getAsDouble(),
        values.get("results/finetune/test/accuracy"));
    SessionData columns = (SessionData) values.get("_hparams_/experiment");
    assertEquals("accuracy, MAE encoder, fine-tuned, test", columns.values().get("results/finetune/test/accuracy"));
    assertEquals(1, ((SessionData) values.get("_hparams_/session_end_info")).values().get("status"));
    assertTrue(((Markdown) values.get("configuration")).text().contains("maskRatio"));
  }

  @Test
  void tagsHaveDescriptions() throws IOException {
    Map<String, String> first = events(run).stream().filter(event -> !event.tag().startsWith("_hparams_/"))
        .collect(Collectors.toMap(Event::tag, Event::description, (one, other) -> one));
    first.keySet().removeAll(Set.of("", "configuration"));
    assertEquals(Set.of(), first.entrySet().stream().filter(tag -> tag.getValue().isEmpty()).map(Map.Entry::getKey)
        .collect(Collectors.toSet()), "tags without a description");
  }

  @Test
  void reconstructionsAgreeWithTheFigures() throws IOException {
    List<Event> sheets = events(run).stream().filter(event -> event.value() instanceof Image).toList();
    assertEquals(List.of("pretrain/reconstructions", "pretrain/reconstructions", "reconstruct/reconstructions"),
        sheets.stream().map(Event::tag).toList());
    assertEquals(2 * EPOCH * PRETRAIN_BATCH, sheets.get(0).step());
    assertSheet("reconstructions-epoch-0002.png", sheets.get(0));
    assertSheet("reconstructions-epoch-0003.png", sheets.get(1)); // the last epoch
    assertSheet("reconstructions.png", sheets.get(2));
  }

  private void assertSheet(String figure, Event event) throws IOException {
    Image image = (Image) event.value();
    assertArrayEquals(Files.readAllBytes(run.path().resolve("figures").resolve(figure)), image.bytes());
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(image.bytes()));
    assertEquals(List.of(picture.getHeight(), picture.getWidth()), List.of(image.height(), image.width()));
  }

  @Test
  void histogramsMatchParameters() throws IOException {
    Map<String, Buckets> last = events(run).stream()
        .filter(event -> event.tag().startsWith("pretrain/parameters/") && event.step() == LAST_STEP * PRETRAIN_BATCH)
        .collect(Collectors.toMap(event -> event.tag().substring("pretrain/parameters/".length()),
            event -> (Buckets) event.value()));
    try (TensorFile file = TensorFile.open(run.path().resolve("checkpoints/pretrain-last.safetensors"))) {
      assertEquals(file.names(), last.keySet());
      for (String name : file.names()) {
        try (INDArray values = Nd4j.create(DataType.FLOAT, file.shape(name))) {
          file.readInto(name, values);
          Buckets buckets = last.get(name);
          assertEquals(values.length(), buckets.num(), name);
          assertEquals(values.length(), buckets.counts().stream().mapToDouble(count -> count).sum(), name);
          assertEquals(values.minNumber().floatValue(), buckets.min(), name);
          assertEquals(values.maxNumber().floatValue(), buckets.max(), name);
          assertEquals(values.sumNumber().doubleValue(), buckets.sum(), 1e-4, name);
        }
      }
    }
  }

  @Test
  void histogramsAreWrittenWithTheFiguresAndAtTheEnd() throws IOException {
    Map<String, Set<Long>> steps = events(run).stream().filter(event -> event.value() instanceof Buckets)
        .collect(Collectors.groupingBy(event -> event.tag().replaceAll("/[^/]*$", ""),
            Collectors.mapping(Event::step, Collectors.toSet())));
    Set<Long> pretrain = Set.of(2L * EPOCH * PRETRAIN_BATCH, (long) LAST_STEP * PRETRAIN_BATCH);
    Set<Long> finetune = steps.get("finetune/parameters");
    assertEquals(1, finetune.size());
    assertEquals(Map.of("pretrain/parameters", pretrain, "pretrain/gradients", pretrain, "finetune/parameters",
        finetune, "finetune/gradients", finetune, "scratch/parameters", finetune, "scratch/gradients", finetune),
        steps);
  }

  /** The run is killed long after its last checkpoint and resumes from that checkpoint. */
  @Test
  void resumesAfterKillWithoutGapsAndRepetitions() throws IOException {
    RunFiles stopped = new RunFiles(directory.resolve("stopped"));
    RunFiles killed = new RunFiles(directory.resolve("killed"));
    InterruptedRun.run(conf, stopped, row -> row.name().equals("finetune.train.loss"), BATCH[0], BATCH[1],
        "train.checkpointSeconds=100000");
    long step = stopped.step("finetune");
    assertTrue(step >= 4);
    InterruptedRun.resume(stopped, InterruptedRun.copying(stopped, killed,
        row -> row.name().equals("finetune.train.loss") && row.step() >= step + 8));
    assertTrue(killed.reached("finetune", step + 4));
    assertEquals(step, killed.step("finetune"));
    assertEquals(0, Captured.run("resume", killed.path()).code());
    assertEquals(metrics(killed), curves(killed));
    killed.assertSameAs(run);
  }

  @Test
  void repeatedStageReplacesItsEvents() throws IOException {
    RunFiles again = new RunFiles(directory.resolve("again"));
    again.copyOf(run);
    assertEquals(0, Captured.run("finetune", again.path(), "finetune.epochs=1").code());
    assertEquals(0, Captured.run("reconstruct", again.path()).code());
    assertEquals(metrics(again), curves(again));
    assertEquals(3, events(again).stream().filter(event -> event.value() instanceof Image).count());
    for (String once : List.of("configuration", "_hparams_/session_end_info", "results/finetune/test/accuracy")) {
      assertEquals(1, events(again).stream().filter(event -> event.tag().equals(once)).count(), once);
    }
  }

  /** Older versions wrote events to a folder, after which TensorBoard named the run. */
  @Test
  void theEventsOfAnOldRunAreMoved() throws IOException {
    RunFiles old = new RunFiles(directory.resolve("old"));
    old.copyOf(run);
    Path events = EventFile.in(old.path());
    Path folder = Files.createDirectory(old.path().resolve("events"));
    Files.move(events, folder.resolve(events.getFileName()));
    assertEquals(0, Captured.run("reconstruct", old.path()).code());
    assertEquals(metrics(old), curves(old));
    assertFalse(Files.exists(folder));
  }
}
