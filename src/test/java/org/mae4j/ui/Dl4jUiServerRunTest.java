package org.mae4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.UiConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.experiment.SmallExperiment;

/** Tests Deeplearning4j's pages of a run before its first step. */
class Dl4jUiServerRunTest {
  @Test
  @Timeout(60)
  void layersThatDoNotExistAreNotFound(@TempDir Path directory) throws Exception {
    Path run = Files.createDirectory(directory.resolve("run"));
    Files.writeString(run.resolve("config.conf"),
        ConfigRenderer.render(ConfigLoader.load(SmallExperiment.write(directory), List.of())));
    try (UiServer server = UiServer.start(new UiConfig(true, "127.0.0.1", 0, ""), List.of(directory))) {
      Client client = Client.of(server.address());
      while (client.get("/train/sessions/current").text().isEmpty()) {
        Thread.sleep(Duration.ofMillis(50).toMillis());
      }
      String session = client.get("/train/sessions/current").text();
      assertTrue(session.matches("run-[0-9a-f]{8}\\.pretrain"), session);
      assertEquals(200, client.get("/train/model/data/8").status());
      assertEquals(404, client.get("/train/model/data/9").status());
      client.get("/train/workers/setByIdx/7");
      assertEquals(404, client.get("/train/model/data/1").status());
      assertEquals(200, client.get("/train/overview/data").status());
      client.get("/train/workers/setByIdx/0");
      assertEquals(200, client.get("/train/model/data/1").status());
    }
  }
}
