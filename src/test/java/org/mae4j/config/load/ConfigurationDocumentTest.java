package org.mae4j.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.sweep.plan.SweepConfig;

/**
 * Compares {@code docs/configuration.md} with the comments of the defaults. This command writes the document:
 * {@code mvn test -Dtest=ConfigurationDocumentTest -Dmae4j.writeDocs=true}
 */
class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/configuration.md");
  private static final String INTRODUCTION =
      """
          # Configuration

          <!-- Generated from the comments of defaults.conf and sweep.conf. To generate it again, run
          mvn test -Dtest=ConfigurationDocumentTest -Dmae4j.writeDocs=true -->

          A configuration file is [HOCON](https://github.com/lightbend/config). Set only the keys whose defaults you want to
          change:

          ```
          include "quickstart.conf"
          name = wider
          model {
            maskRatio = 0.6
            encoder { width = 96, heads = 3 }
          }
          pretrain.epochs = ${?EPOCHS}
          ```

          - `include "FILE"` reads another file; its path is relative to the file that includes it.
          - `${key}` is the value of another key or of an environment variable. `${?key}` is ignored if there is none.
          - A command takes words `key=value` after the file, such as `pretrain.epochs=5`. They override the file.
          - A key such as `data.source`, `model.masking` or `model.decoder` chooses an extension by its name. Write
            `source = cifar10`, or a group with its settings: `source { kind = embedded, train = 5000 }`. Settings that you
            leave out have the defaults of the extension. [Extending mae4j](extending.md) shows how to add one.
          - `model.decoder.kind=cross` changes only the kind. The settings of the file that the new kind has too are kept, such as
            `width`. Others are refused, or ignored with a warning if the file writes another kind beside them. To replace an
            included group, write `model.decoder = null` before the new one.
          - All problems of a file are reported at once, each with file and line. An unknown key is an error.
          - A run writes all keys and values to `config.conf` in its directory. You can run that file again.
          """;

  @Test
  void documentMatchesDefaults() throws IOException {
    RenamedKeys names = new RenamedKeys().with("", ExperimentConfig.class).with("sweep.", SweepConfig.class);
    String wanted = ConfigurationDocument.of(INTRODUCTION, names);
    if (Boolean.getBoolean("mae4j.writeDocs")) {
      Files.writeString(DOCUMENT, wanted);
    }
    assertEquals(wanted, Files.readString(DOCUMENT), "generate it again with the command at its top");
  }
}
