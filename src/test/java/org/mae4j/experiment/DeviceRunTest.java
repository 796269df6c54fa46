package org.mae4j.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.base.UserException;
import org.mae4j.config.ComputeConfig.Precision;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.engine.parallel.StoppedException;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.output.ImageReconstruction;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.library.ClassProbability;
import org.mae4j.library.ExperimentRunner;
import org.mae4j.library.ImageClassifier;
import org.mae4j.library.ImageEncoder;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.MetricsLog.MetricRow;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.testing.emulation.CompiledLibrary;
import org.mae4j.testing.emulation.EmulatedDevice;
import org.slf4j.LoggerFactory;

/** All stages of a run, and the models that it leaves, on a device. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceRunTest {
  private static final DeviceOpener EMULATED = precision -> Optional.<Device>of(new EmulatedDevice());

  private static final String[] SETTINGS = {"data.source.train=60", "data.source.test=20", "pretrain.epochs=2",
      "pretrain.ema=0.9", "pretrain.validateEvery=1", "finetune.epochs=1", "finetune.dropPath=0.2", "finetune.keep=0.5",
      "finetune.reconstruction=1",
      "probe.epochs=1", "figures.images=0", "train.checkpointSeconds=0", "pretrain.validationImages=0"};

  private Path dir;
  private RunDirectory onCpu;
  private RunDirectory onDevice;

  @BeforeAll
  void run(@TempDir Path temporary) throws IOException {
    dir = temporary;
    CompiledLibrary.assumeCompiler();
    ExperimentRunner runner = ExperimentRunner.of(SmallExperiment.write(dir)).with(SETTINGS);
    onCpu = new RunDirectory(runner.run(dir.resolve("cpu")).directory());
    onDevice = new RunDirectory(runner.on(EMULATED).run(dir.resolve("device")).directory());
  }

  private static Invocation invocation() {
    return new Invocation(Instant.now(), List.of("run"));
  }

  private static ExperimentConfig config() {
    return SmallExperiment.config(SETTINGS);
  }

  /** Sums have another order, and steps multiply the difference. */
  @Test
  void recordsTheLossesOfTheCpu() throws IOException {
    List<MetricRow> expected = losses(onCpu);
    List<MetricRow> actual = losses(onDevice);
    assertEquals(expected.stream().map(MetricRow::name).toList(), actual.stream().map(MetricRow::name).toList());
    for (int i = 0; i < expected.size(); i++) {
      double value = expected.get(i).value();
      assertEquals(value, actual.get(i).value(), 1e-4 * value, expected.get(i).toString());
    }
  }

  private static List<MetricRow> losses(RunDirectory run) throws IOException {
    return MetricsLog.read(run.metrics()).stream()
        .filter(row -> row.name().endsWith("loss") || row.name().endsWith("Mse")).toList();
  }

  /** Before data is read, and without a directory. */
  @Test
  void refusesARunThatDoesNotFitOnTheDevice() {
    Path refused = dir.resolve("refused");
    DeviceOpener small = precision -> Optional.<Device>of(new EmulatedDevice(1_000_000));
    String problem = assertThrows(UserException.class, () -> Experiment.start(invocation().on(small),
        config(), Optional.of(refused), List.of(Stages.PRETRAIN))).getMessage();
    assertTrue(problem.matches("pretrain\\.batch\\.microBatch: .*; emulated has 0\\.00 GB free; .*"), problem);
    assertFalse(Files.exists(refused));
  }

  /** The second device, after that of the memory check, does not close, because not all of its memory is freed. */
  @Test
  void closesItsLogsAlthoughTheDeviceFails() throws IOException {
    EmulatedDevice broken = new EmulatedDevice();
    Iterator<Device> devices = List.<Device>of(new EmulatedDevice(), broken).iterator();
    RunDirectory run = new RunDirectory(dir.resolve("broken"));
    try (DeviceMemory kept = broken.allocate(4)) {
      Invocation onBroken = invocation().on(precision -> Optional.of(devices.next()));
      String problem = assertThrows(IllegalStateException.class, () -> Experiment.start(onBroken, config(),
          Optional.of(run.path()), List.of(Stages.PRETRAIN))).getMessage();
      assertEquals(kept.bytes() + " bytes of the device were not freed", problem);
      long length = Files.size(run.log());
      LoggerFactory.getLogger(DeviceRunTest.class).warn("written after the run");
      assertEquals(length, Files.size(run.log()));
    }
  }

  @Test
  void namesTheDeviceInTheProvenance() throws IOException {
    assertEquals(Optional.of("emulated"), ProvenanceFile.read(onDevice.provenance()).get(0).gpu());
    assertEquals(Optional.empty(), ProvenanceFile.read(onCpu.provenance()).get(0).gpu());
  }

  /** Stops in the second epoch of pre-training. */
  @Test
  void resumesBitIdentically() throws IOException {
    RunDirectory cut = new RunDirectory(dir.resolve("cut"));
    assertThrows(StoppedException.class, () -> Experiment.start(invocation().on(EMULATED).observedBy(new Stop(4)),
        config(), Optional.of(cut.path()), List.of(Stages.PRETRAIN)));
    Map<Path, String> before = contents(cut.path());
    assertRefused("a GPU (--gpu), and the CPU would give other results; resume it with ./mae4j --gpu resume "
        + cut.path(), () -> Experiment.resume(invocation(), cut.path(), List.of()));
    assertRefused("was interrupted; resume it with ./mae4j --gpu resume " + cut.path(),
        () -> Experiment.repeat(invocation(), ExistingRun.at(cut.path()), config(), List.of(Stages.PROBE)));
    assertEquals(before, contents(cut.path()));
    Experiment.resume(invocation().on(EMULATED), cut.path(), List.of());
    assertEquals(rows(onDevice), rows(cut));
    assertFalse(rows(cut).isEmpty());
  }

  /** A step has two micro-batches. Stops in the second epoch of pre-training. */
  @Test
  void trainsOnSeveralDevices() throws IOException {
    RunDirectory run = new RunDirectory(dir.resolve("several"));
    DeviceOpener three = new DeviceOpener() {
      @Override
      public Optional<Device> open(Precision precision) {
        return EMULATED.open(precision);
      }

      @Override
      public DeviceGroup openAll(Precision precision) {
        return new DeviceGroup(List.of(new EmulatedDevice(), new EmulatedDevice(), new EmulatedDevice()));
      }
    };
    assertThrows(StoppedException.class, () -> Experiment.start(invocation().on(three).observedBy(new Stop(4)),
        config(), Optional.of(run.path()), List.of(Stages.PRETRAIN)));
    assertEquals(Optional.of("3 × emulated"), ProvenanceFile.read(run.provenance()).get(0).gpu());
    assertTrue(Files.readString(run.log()).contains("pretrain.batch.microBatch: 2 of 3 compute, because"));
    double expected = loss(onCpu);
    assertEquals(expected, loss(run), 1e-4 * expected);
  }

  private static double loss(RunDirectory run) throws IOException {
    return losses(run).stream().filter(row -> row.name().equals("pretrain.train.loss")).findFirst().orElseThrow()
        .value();
  }

  private static void assertRefused(String message, Executable command) {
    String refused = assertThrows(UserException.class, command).getMessage();
    assertTrue(refused.contains(message), refused);
    assertEquals(1, refused.lines().count(), refused);
  }

  private static Map<Path, String> contents(Path directory) throws IOException {
    Map<Path, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, DigestUtils.sha256Hex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static List<MetricRow> rows(RunDirectory run) throws IOException {
    return MetricsLog.read(run.metrics()).stream().filter(row -> row.name().startsWith("pretrain.")).toList();
  }

  /** The same checkpoint on the CPU and on a device. */
  @Test
  void embedsAndPredictsAsTheCpu() {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    image.setRGB(7, 5, 0xff8020);
    Path run = onDevice.path();
    try (ImageEncoder cpu = ImageEncoder.load(run); ImageEncoder device = ImageEncoder.load(EMULATED, run)) {
      assertArrayEquals(cpu.embed(image), device.embed(image), 1e-5f);
    }
    try (ImageClassifier cpu = ImageClassifier.load(run);
        ImageClassifier device = ImageClassifier.load(EMULATED, run, Optional.empty())) {
      ClassProbability expected = cpu.predict(image).classes().get(0);
      ClassProbability actual = device.predict(image).classes().get(0);
      assertEquals(expected.name(), actual.name());
      assertEquals(expected.probability(), actual.probability(), 1e-5);
    }
  }

  /** The same checkpoint on the CPU and on a device. Values between two of the 256 levels of a picture may differ by one. */
  @Test
  void drawsImagesAsTheCpu() throws IOException {
    Path image = dir.resolve("image.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    for (boolean attention : new boolean[] {false, true}) {
      int[] expected = drawn(Optional.empty(), image, attention);
      try (Device device = new EmulatedDevice()) {
        int[] actual = drawn(Optional.of(device), image, attention);
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < actual.length; i++) {
          assertEquals(expected[i], actual[i], 1, "byte " + i);
        }
      }
    }
  }

  private int[] drawn(Optional<Device> device, Path image, boolean attention) throws IOException {
    ExistingRun run = ExistingRun.at(onDevice.path());
    ExperimentConfig config = run.config(List.of());
    Path sheet = dir.resolve("sheet.png");
    ImageReconstruction drawing = ImageReconstruction.read(run, config, List.of(image));
    Workers workers = Workers.of(config, device);
    if (attention) {
      drawing.attention(workers, sheet);
    } else {
      drawing.reconstruct(workers, sheet);
    }
    Raster pixels = ImageIO.read(sheet.toFile()).getRaster();
    return pixels.getPixels(0, 0, pixels.getWidth(), pixels.getHeight(), (int[]) null);
  }

  /** Asks for a stop after a step of pre-training. */
  private record Stop(long step, AtomicBoolean reached) implements RunListener {
    Stop(long step) {
      this(step, new AtomicBoolean());
    }

    @Override
    public void recorded(MetricRow metric) {
      reached.compareAndSet(false, metric.step() >= step);
    }

    @Override
    public boolean stopRequested() {
      return reached.get();
    }
  }
}
