package org.mae4j.ui.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mae4j.ui.json.ServedRuns.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.ui.Client;
import org.mae4j.ui.RunFixture;

/** Tests the pictures and confusion matrices that the pages request. */
class FiguresApiTest {
  private static final String SHEET = "figures/reconstructions-epoch-0002.png";

  @TempDir
  private Path directory;
  private RunFixture files;
  private ServedRuns pages;
  private String run;

  @BeforeEach
  void start() {
    files = RunFixture.in(directory.resolve("<b>run"));
    pages = ServedRuns.below(directory);
    run = pages.run();
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  @Test
  void confusionMatricesHaveClassNames() {
    files.write("results.json", """
        {"knn": {"test": {"accuracy": 0.5, "confusion": [[1, 2], [3, 4]]}}, "classNames": ["<cat>", "dog"]}""");
    assertEquals("[{\"classifier\":\"knn\",\"split\":\"test\",\"classNames\":[\"<cat>\",\"dog\"],"
        + "\"counts\":[[1,2],[3,4]]}]", pages.get(run + "/figures").get("confusions").toString());
  }

  @Test
  void onlyListedPicturesAreServed() throws IOException {
    byte[] png = "a picture".getBytes(StandardCharsets.UTF_8);
    files.append("metrics.csv", "1,0.5,pretrain.train.loss,0.5\n").write(SHEET, "a picture").write("figures/a.png", "b")
        .write("figures/my picture.png", "c").write("figures/notes.txt", "d");
    Files.createSymbolicLink(files.path().resolve("figures/link.png"), files.path().resolve("config.conf"));
    JsonNode figures = pages.get(run + "/figures");
    assertEquals(1, figures.get("reconstructions").size());
    JsonNode sheet = figures.at("/reconstructions/0");
    assertEquals("pretrain", sheet.get("stage").asText());
    assertEquals(2, sheet.get("epoch").asInt());
    assertEquals(64, sheet.get("images").asInt(), "two epochs of two batches of 16");
    Client.Answer served = pages.client().get(API + "/" + sheet.get("url").asText());
    assertEquals(200, served.status());
    assertEquals("image/png", served.headers().get("content-type"));
    assertArrayEquals(png, served.body());
    List<String> names = new ArrayList<>();
    figures.get("pictures").forEach(picture -> names.add(picture.get("name").asText()));
    assertEquals(List.of("a.png"), names);
    assertEquals(200, pages.client().get(API + "/" + figures.at("/pictures/0/url").asText()).status());
    for (String other : List.of("link.png", "my picture.png", "notes.txt", "absent.png", "config.conf")) {
      assertEquals(404, pages.client().get(run + "/figures/" + other.replace(" ", "+")).status(), other);
    }
  }

  @Test
  void aLinkedFolderOfPicturesIsIgnored() throws IOException {
    new RunFixture(directory.resolve("outside")).write("secret.png", "secret");
    Files.createSymbolicLink(files.path().resolve("figures"), directory.resolve("outside"));
    assertEquals(0, pages.get(run + "/figures").get("pictures").size());
    assertEquals(404, pages.client().get(run + "/figures/secret.png").status());
  }
}
