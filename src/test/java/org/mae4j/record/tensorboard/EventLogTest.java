package org.mae4j.record.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.record.tensorboard.EventFile.Buckets;
import org.mae4j.record.tensorboard.EventFile.Event;
import org.mae4j.record.tensorboard.EventFile.Image;
import org.mae4j.record.tensorboard.SessionFile.SessionData;

class EventLogTest {
  private static final Event VERSION = new Event(1_700_000_000.25, 0, "", "brain.Event:2");
  private static final Event START = new Event(1_700_000_000.25, 0, "", 1);

  @TempDir
  private Path directory;
  private Instant now = Instant.ofEpochMilli(1_700_000_000_250L);

  private Path folder() {
    return directory.resolve("run/events");
  }

  private EventLog open() throws IOException {
    return EventLog.open(folder(), point -> true, tag -> "", () -> now);
  }

  private List<Event> read() throws IOException {
    return EventFile.read(EventFile.in(folder()));
  }

  @Test
  void appendedValuesAreInTheFile() throws IOException {
    try (EventLog log = open()) {
      assertEquals(List.of(VERSION, START), read());
      log.scalar("pretrain/train/loss", 320, 0.1);
      now = now.plusSeconds(2);
      log.scalar("pretrain/train/loss", 0, Double.NaN);
      assertEquals(List.of(VERSION, START, new Event(1_700_000_000.25, 320, "pretrain/train/loss", 0.1f),
          new Event(1_700_000_002.25, 0, "pretrain/train/loss", Float.NaN)), read());
    }
  }

  /** TensorBoard reads the description of the first value of a tag. */
  @Test
  void theFirstValueOfATagHasItsDescription() throws IOException {
    try (EventLog log = EventLog.open(folder(), point -> true, tag -> "about " + tag, () -> now)) {
      log.scalar("a/loss", 1, 1);
      log.scalar("a/loss", 2, 1);
      log.scalar("b/loss", 1, 1);
    }
    assertEquals(List.of("", "", "about a/loss", "", "about b/loss"),
        read().stream().map(Event::description).toList());
    assertEquals(List.of(1f, 1f, 1f), read().subList(2, 5).stream().map(Event::value).toList());
  }

  @Test
  void textsAndSessionsReadBack() throws IOException {
    try (EventLog log = open()) {
      log.text("configuration", "# settings");
      log.sessionStart(new TreeMap<>(Map.of("epochs", "15", "rate", "1.0E-4", "flip", "true", "kind", "cifar10",
          "rates", "[0.1, 0.2]")), Map.of("results/knn/test/accuracy", "accuracy"));
      log.sessionEnd();
    }
    assertEquals(new EventFile.Markdown("# settings"), read().get(2).value());
    assertEquals(new SessionData(2, Map.of("epochs", 3, "rate", 3, "flip", 2, "kind", 1, "rates", 1,
        "results/knn/test/accuracy", "accuracy")), read().get(3).value());
    assertEquals(new SessionData(3, Map.of("epochs", 15.0, "rate", 1e-4, "flip", true, "kind", "cifar10",
        "rates", "[0.1, 0.2]", "seconds", 1_700_000_000.25)), read().get(4).value());
    assertEquals(new SessionData(4, Map.of("status", 1, "seconds", 1_700_000_000.25)), read().get(5).value());
    assertEquals(List.of("configuration", "_hparams_/experiment", "_hparams_/session_start_info",
        "_hparams_/session_end_info"), read().stream().skip(2).map(Event::tag).toList());
  }

  @Test
  void eventFilesOfAnotherFolderAreMoved() throws IOException {
    open().close();
    Path to = Files.createDirectory(directory.resolve("to"));
    EventFiles.move(folder(), to);
    assertEquals("events.out.tfevents.1700000000.mae4j", EventFile.in(to).getFileName().toString());
    assertFalse(Files.exists(folder()));
    EventFiles.move(folder(), to);
  }

  /** The sheets of reconstructions have no background. */
  @Test
  void transparentImagesAreMarked() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(3, 7, BufferedImage.TYPE_INT_ARGB), "png", png);
    try (EventLog log = open()) {
      log.image("a/b", 1, png.toByteArray());
    }
    assertEquals(4, ((Image) read().get(2).value()).colorSpace());
  }

  @Test
  void imagesAreStoredUnchangedWithTheirSize() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(300, 7, BufferedImage.TYPE_INT_RGB), "png", png);
    try (EventLog log = open()) {
      log.image("pretrain/reconstructions", 640, png.toByteArray());
    }
    Event event = read().get(2);
    assertEquals(640, event.step());
    Image image = (Image) event.value();
    assertEquals(List.of(7, 300, 3), List.of(image.height(), image.width(), image.colorSpace()));
    assertArrayEquals(png.toByteArray(), image.bytes());
    assertEquals(300, ImageIO.read(new ByteArrayInputStream(image.bytes())).getWidth());
  }

  @Test
  void histogramsReadBack() throws IOException {
    try (EventLog log = open()) {
      log.histogram("a/b", 1, Histogram.of(new float[] {1, 1}).orElseThrow());
      log.histogram("a/b", 2, new Histogram(-1, 3, 4, 4.5, 9, List.of(1.0, 3.0), List.of(1.0, 3.0)));
    }
    assertEquals(new Buckets(1, 1, 2, 2, 2, List.of(1.0), List.of(2.0)), read().get(2).value());
    assertEquals(new Buckets(-1, 3, 4, 4.5, 9, List.of(1.0, 3.0), List.of(1.0, 3.0)), read().get(3).value());
  }

  @Test
  void aNewFileContainsTheKeptValuesAndReplacesTheOldFile() throws IOException {
    try (EventLog log = open()) {
      log.scalar("a/loss", 1, 1);
      log.histogram("b/weight", 2, Histogram.of(new float[] {1}).orElseThrow());
      log.scalar("b/loss", 3, 3);
    }
    Path first = EventFile.in(folder());
    assertEquals("events.out.tfevents.1700000000.mae4j", first.getFileName().toString());
    List<EventLog.EventKey> seen = new ArrayList<>();
    try (EventLog log = EventLog.open(folder(), point -> seen.add(point) && point.step() != 2, tag -> "", () -> now)) {
      log.scalar("a/loss", 4, 4);
    }
    assertEquals(List.of(new EventLog.EventKey("a/loss", 1, true), new EventLog.EventKey("b/weight", 2, false),
        new EventLog.EventKey("b/loss", 3, true)), seen);
    assertEquals(List.of("", "", "a/loss", "b/loss", "a/loss"), read().stream().map(Event::tag).toList());
    assertEquals("events.out.tfevents.1700000001.mae4j", EventFile.in(folder()).getFileName().toString());
  }

  @Test
  void fileNamesIncreaseEvenIfTheClockGoesBack() throws IOException {
    open().close();
    now = now.minusSeconds(1000);
    open().close();
    assertEquals("events.out.tfevents.1700000001.mae4j", EventFile.in(folder()).getFileName().toString());
    now = now.plusSeconds(5000);
    open().close();
    assertEquals("events.out.tfevents.1700004000.mae4j", EventFile.in(folder()).getFileName().toString());
  }

  @Test
  void anIncompleteLastRecordIsIgnored() throws IOException {
    try (EventLog log = open()) {
      log.scalar("a", 1, 1);
      log.scalar("a", 2, 2);
    }
    Path file = EventFile.in(folder());
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    try (EventLog log = open()) {
      log.scalar("a", 3, 3);
    }
    assertEquals(List.of(1L, 3L), read().stream().filter(event -> !event.tag().isEmpty()).map(Event::step).toList());
  }

  /** The process was killed while it wrote the new file, or before it deleted the old one. */
  @Test
  void leftoversOfAnInterruptedStartAreDeleted() throws IOException {
    try (EventLog log = open()) {
      log.scalar("a", 1, 1);
    }
    Path whole = EventFile.in(folder());
    Files.write(folder().resolve("events.out.tfevents.1600000000.mae4j"), new byte[3]);
    Files.write(folder().resolve("events.out.tfevents.1800000000.mae4j.tmp"), new byte[3]);
    Path other = Files.writeString(folder().resolve("events.out.tfevents.1900000000.elsewhere"), "others");
    open().close();
    try (Stream<Path> files = Files.list(folder())) {
      assertEquals(List.of("events.out.tfevents.1700000001.mae4j", other.getFileName().toString()),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    Files.delete(other);
    assertEquals(3, read().size());
    assertFalse(Files.exists(whole));
  }
}
