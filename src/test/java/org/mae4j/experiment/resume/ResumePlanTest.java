package org.mae4j.experiment.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.UserException;

class ResumePlanTest {
  private static final ResumePlan PLAN = ResumePlan.start(List.of("pretrain", "probe"),
      Path.of("checkpoints", "pretrain-best.safetensors"), Map.of("train", "ab", "test", "cd"),
      new TreeMap<>(Map.of("seed", "1")));

  @TempDir
  private Path directory;

  private Path file() {
    return directory.resolve("resume.json");
  }

  @Test
  void theFileHasTheFormatOfVersionOne() throws IOException {
    PLAN.advanced().write(file());
    assertEquals("""
        {
          "version" : 1,
          "stages" : [ "pretrain", "probe" ],
          "done" : 1,
          "autoencoder" : "pretrain-best.safetensors",
          "data" : {
            "test" : "cd",
            "train" : "ab"
          },
          "settings" : {
            "seed" : "1"
          }
        }""", Files.readString(file()));
    assertEquals(Optional.of(PLAN.advanced()), ResumePlan.read(file()));
    assertEquals(List.of("probe"), PLAN.advanced().remaining());
  }

  @Test
  void missingFileIsNoPlan() throws IOException {
    assertEquals(Optional.empty(), ResumePlan.read(file()));
  }

  @Test
  void otherContentIsRejected() throws IOException {
    assertRejected("{", ": not a resume plan: Unexpected end-of-input");
    assertRejected("[]", ": has version unknown, this program reads version 1");
    assertRejected("{\"version\": 1, \"stages\": [\"probe\"], \"done\": 2, \"autoencoder\": \"a\"}",
        ": not a resume plan: needs stages, the number of them that are done, and an autoencoder");
  }

  private void assertRejected(String content, String message) throws IOException {
    Files.writeString(file(), content);
    String actual = assertThrows(UserException.class, () -> ResumePlan.read(file())).getMessage();
    assertEquals(file() + message, actual.substring(0, Math.min(actual.length(), (file() + message).length())));
  }
}
