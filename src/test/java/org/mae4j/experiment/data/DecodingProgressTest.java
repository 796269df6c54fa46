package org.mae4j.experiment.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.experiment.run.RunListener;

class DecodingProgressTest {
  private final List<String> shown = new ArrayList<>();

  @Test
  void eachSetOfImagesHasADisplayThatIsClosed() {
    try (DecodingProgress progress = new DecodingProgress(listener())) {
      progress.decoded(1, 2);
      progress.decoded(2, 2);
      progress.decoded(1, 3_000);
    }
    assertEquals(List.of("decoding of 2", "1 images", "2 images", "closed", "decoding of 3000", "1 images", "closed"),
        shown);
  }

  @Test
  void nothingIsShownIfNothingIsDecoded() {
    new DecodingProgress(listener()).close();
    assertEquals(List.of(), shown);
  }

  private RunListener listener() {
    return new RunListener() {
      @Override
      public Progress progress(String task, long total) {
        shown.add(task + " of " + total);
        return new Progress() {
          @Override
          public void at(long done, String details) {
            shown.add(details);
          }

          @Override
          public void close() {
            shown.add("closed");
          }
        };
      }
    };
  }
}
