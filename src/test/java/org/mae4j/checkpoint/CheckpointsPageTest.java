package org.mae4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.checkpoint.pytorch.PyTorchExport;
import org.mae4j.checkpoint.pytorch.PyTorchNames;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;

/** Compares the table of names in {@code docs/checkpoints.md} with the code. */
class CheckpointsPageTest {
  private static final PatchGrid GRID = new PatchGrid(new ImageShape(4, 6, 3), 2);
  /** No two sizes are equal. */
  private static final Map<String, Long> SIZES = Map.of("D", 8L, "F", 24L, "d", 16L, "f", 80L, "p", 2L, "C", 3L,
      "P", 12L, "N", 6L);
  private static final ModelConfig MODEL =
      new ModelConfig(2, 0.5, Tiny.RANDOM_MASKING, new TransformerConfig(8, 1, 2, 3),
          Tiny.attention(new TransformerConfig(16, 1, 1, 5)), ModelConfig.PositionEmbedding.LEARNED, true,
          ModelConfig.Pooling.MEAN, false, 1e-6);
  private static final Pattern BLOCK = Pattern.compile("(?<=blocks\\.)0(?=\\.)");
  private static final Map<PyTorchNames.Layout, String> HOW = Map.of(
      PyTorchNames.Layout.LINEAR, "transposed",
      PyTorchNames.Layout.VECTOR, "as it is",
      PyTorchNames.Layout.PATCHES, "reshaped to [p, p, C, D], axes 3, 2, 0, 1",
      PyTorchNames.Layout.TOKEN, "reshaped",
      PyTorchNames.Layout.POSITIONS, "below a row of 0 for the class token");

  /** A row of the table. Names have no backquotes. */
  private record Row(List<String> here, String shape, String there, String shapeThere, String how) {
    static Row of(String line) {
      String[] cells = line.replace("`", "").split("\\|");
      return new Row(List.of(cells[1].strip().split(", ")), cells[2].strip(), cells[3].strip(), cells[4].strip(),
          cells[5].strip());
    }
  }

  @TempDir
  private Path directory;
  private List<Row> rows;

  @BeforeEach
  void read() throws IOException {
    rows = Files.readAllLines(Path.of("docs/checkpoints.md")).stream()
        .filter(line -> line.startsWith("| `encoder.") || line.startsWith("| `decoder.")).map(Row::of).toList();
  }

  @Test
  void namesMatchCode() {
    List<PyTorchNames.Entry> entries =
        Stream.concat(PyTorchNames.encoder(MODEL, GRID).stream(), PyTorchNames.decoder(MODEL, GRID).stream()).toList();
    assertEquals(entries.stream().map(entry -> numbered(entry.name())).toList(),
        rows.stream().map(Row::there).toList());
    for (int i = 0; i < entries.size(); i++) {
      PyTorchNames.Entry entry = entries.get(i);
      assertEquals(entry.sources().stream().map(CheckpointsPageTest::numbered).toList(), rows.get(i).here());
      boolean joined = entry.sources().size() > 1;
      String how = HOW.get(entry.layout());
      String expected = !joined ? how
          : entry.layout() == PyTorchNames.Layout.LINEAR ? how + ", one below the other" : "one after the other";
      assertEquals(expected, rows.get(i).how(), entry.name());
    }
  }

  @Test
  void shapesMatchExportedFile() {
    Path file = directory.resolve("mae.safetensors");
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      MaskedAutoencoder.reconstruction(parameters, MODEL, GRID, new MaskShape(1, 3, 3));
      PyTorchExport.write(file, parameters, MODEL, GRID);
      try (TensorFile exported = TensorFile.open(file)) {
        assertEquals(exported.names().size(), rows.size());
        for (Row row : rows) {
          assertArrayEquals(shape(row.shapeThere()), exported.shape(first(row.there())), row.there());
          row.here().forEach(name -> assertArrayEquals(shape(row.shape()), parameters.get(first(name)).shape(), name));
        }
        assertEquals(parameters.names().size(), rows.stream().mapToInt(row -> row.here().size()).sum());
      }
    }
  }

  private static String numbered(String name) {
    return BLOCK.matcher(name).replaceAll("i");
  }

  private static String first(String name) {
    return name.replace("blocks.i.", "blocks.0.");
  }

  private static long[] shape(String text) {
    return Arrays.stream(text.substring(1, text.length() - 1).split(", ")).mapToLong(CheckpointsPageTest::size)
        .toArray();
  }

  /** Evaluates a sum of numbers and letters. A letter may follow a factor, such as {@code 3D}. */
  private static long size(String text) {
    return Arrays.stream(text.split(" \\+ ")).mapToLong(term -> {
      String letter = term.replaceAll("\\d", "");
      String number = term.replaceAll("\\D", "");
      return (number.isEmpty() ? 1 : Long.parseLong(number)) * (letter.isEmpty() ? 1 : SIZES.get(letter));
    }).sum();
  }
}
