package org.mae4j.ui.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which runs Deeplearning4j's pages show, and when. */
class RunSessionsTest {
  @TempDir
  private Path temporary;
  private LoggedRun run;

  @BeforeEach
  void begin() throws IOException {
    run = new LoggedRun(temporary);
  }

  @AfterEach
  void end() {
    run.close();
  }

  @Test
  void theModelIsShownBeforeTheFirstStep() {
    run.sessions().refresh();
    run.pages().requireAll("run.pretrain");
    JsonNode graph = run.pages().json("/train/model/graph");
    assertEquals(List.of("input", "encoder.embedding", "encoder.blocks.000", "encoder.blocks.001", "encoder.norm",
        "decoder.embedding", "decoder.blocks.000", "decoder.norm", "decoder.head"),
        StreamSupport.stream(graph.get("vertexNames").spliterator(), false).map(JsonNode::asText).toList());
    assertEquals("TransformerBlock", graph.get("vertexTypes").get(2).asText());
    assertEquals("3280", graph.get("vertexInfo").get(2).get("Num Parameters").asText());
    assertEquals(0, run.pages().json("/train/overview/data").get("scores").size());
  }

  @Test
  void sessionsOfADeletedRunAreRemoved() throws IOException {
    run.writeThree();
    run.sessions().refresh();
    run.forgetRuns();
    run.sessions().refresh();
    assertEquals(List.of(), run.sessions().storage().listSessionIDs());
    run.pages().requireAll("run.pretrain");
  }

  @Test
  void specialCharactersInNamesAreReplaced() {
    run.show("<b>/&\"é", run.directory().path());
    run.sessions().refresh();
    assertEquals(List.of("_b_____.pretrain", "run.pretrain"),
        run.sessions().storage().listSessionIDs().stream().sorted().toList());
  }

  @Test
  void anUnreadableRunDoesNotAffectOtherRuns() throws IOException {
    Path broken = Files.createDirectory(temporary.resolve("broken"));
    Files.writeString(broken.resolve("config.conf"), "model.patch = -1");
    run.show("a-broken-one", broken);
    run.writeThree();
    run.sessions().refresh();
    assertEquals(List.of("run.pretrain"), run.sessions().storage().listSessionIDs());
    run.pages().requireAll("run.pretrain");
  }
}
