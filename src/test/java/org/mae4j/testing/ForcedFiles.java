package org.mae4j.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Observes which files and directories this process forces to the disk. */
public final class ForcedFiles {
  private static final String EVENT = "jdk.FileForce";

  /** What is observed. */
  public interface Action {
    void run() throws IOException;
  }

  private ForcedFiles() {}

  /** Returns the files and directories that are forced to the disk while {@code action} runs, in this order. */
  public static List<Path> during(Action action) throws IOException {
    Path dump = Files.createTempFile("forced", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(EVENT).withThreshold(Duration.ZERO);
      recording.start();
      action.run();
      recording.stop();
      recording.dump(dump);
      return RecordingFile.readAllEvents(dump).stream().filter(event -> event.getEventType().getName().equals(EVENT))
          .sorted(Comparator.comparing(RecordedEvent::getStartTime)).map(event -> Path.of(event.getString("path")))
          .toList();
    } finally {
      Files.delete(dump);
    }
  }
}
