package org.mae4j.data.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.load.ConfigLoader;

/** Tests that every data set that can be downloaded has a file in {@code conf/data}, and that their facts are whole. */
class PublishedSetsTest {
  private static final SortedMap<String, Downloadable> SETS = Extensions.of(Downloadable.class);

  @TempDir
  Path directory;

  @Test
  void everySetHasAFileThatNamesItsDirectoryAndItsVariable() throws IOException {
    for (Downloadable set : SETS.values()) {
      Path data = Path.of("conf/data", set.name() + ".conf");
      int side = set.shape().orElseThrow().height();
      Path experiment = Files.writeString(directory.resolve("x.conf"), "data { include file(\""
          + data.toAbsolutePath() + "\") }\nmodel.patch = " + (side % 8 == 0 ? 8 : 7));
      ExperimentConfig config = ConfigLoader.load(experiment, List.of());
      assertEquals(set.name(), config.data().source().kind());
      assertTrue(System.getenv().containsKey(set.variable())
          || Path.of(config.data().dir()).equals(set.directory()), config.data().dir());
      assertTrue(Files.readString(data).contains("dir = ${?" + set.variable() + "}\n"), data.toString());
    }
    try (Stream<Path> files = Files.list(Path.of("conf/data"))) {
      assertEquals(SETS.keySet(), files.map(file -> file.getFileName().toString().replace(".conf", ""))
          .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void publishedFilesHaveAddressesAndChecksums() {
    for (Downloadable set : SETS.values()) {
      for (PublishedFile file : set.archive().parts()) {
        assertTrue(file.md5().matches("[0-9a-f]{32}"), file.toString());
        assertTrue(file.address().getScheme().startsWith("http") && file.name().matches(".*\\.(gz|zip)"),
            file.toString());
        assertTrue(file.bytes() > 1000, file.toString());
      }
    }
  }
}
