package org.mae4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

public class TensorFileTest {
  /** Bit patterns that a conversion to another type or text would change. */
  private static final float[] FLOATS = {-0f, Float.MIN_VALUE, Float.intBitsToFloat(0x7fc12345),
      Float.NEGATIVE_INFINITY, 0.1f, 1e-40f};
  private static final double[] DOUBLES = {-0.0, Double.MIN_VALUE, Double.NaN, Math.PI, 1e-310, Double.MAX_VALUE};

  @TempDir
  Path directory;

  @Test
  void readsBackEveryBitOfEveryType() {
    Path file = directory.resolve("a.safetensors");
    long[] longs = {Long.MIN_VALUE, -1, 1L << 53 | 1};
    TensorFiles.write(file, Map.of("f", Nd4j.createFromArray(FLOATS).reshape(2, 3), "d",
        Nd4j.createFromArray(DOUBLES), "l", Nd4j.createFromArray(longs)), Map.of("step", "12"));
    try (TensorFile opened = TensorFile.open(file)) {
      assertEquals(List.of("d", "l", "f"), List.copyOf(opened.names()));
      assertArrayEquals(new long[] {2, 3}, opened.shape("f"));
      assertEquals(Map.of("step", "12"), opened.metadata());
      INDArray f = Nd4j.create(DataType.FLOAT, 2, 3);
      opened.readInto("f", f);
      for (int i = 0; i < FLOATS.length; i++) {
        assertEquals(Float.floatToRawIntBits(FLOATS[i]), Float.floatToRawIntBits(f.getFloat(i / 3, i % 3)));
      }
      INDArray d = Nd4j.create(DataType.DOUBLE, 6);
      opened.readInto("d", d);
      assertArrayEquals(DOUBLES, d.toDoubleVector());
      INDArray l = Nd4j.create(DataType.INT64, 3);
      opened.readInto("l", l);
      assertArrayEquals(longs, l.toLongVector());
    }
  }

  @Test
  void writesDocumentedLayout() throws IOException {
    Path file = directory.resolve("a.safetensors");
    TensorFiles.write(file, Map.of("x", Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}})), Map.of());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong(0);
    assertEquals(0, header % 8);
    assertEquals(8 + header + 16, bytes.capacity());
    for (int i = 0; i < 4; i++) {
      assertEquals(i + 1, bytes.getFloat(8 + header + 4 * i));
    }
  }

  @Test
  void writesValuesOfViews() {
    INDArray whole = Nd4j.arange(60).castTo(DataType.FLOAT).reshape('c', 5, 12);
    Map<String, INDArray> views = new LinkedHashMap<>();
    views.put("row", whole.getRow(2));
    views.put("column", whole.getColumn(3));
    views.put("rows", whole.get(NDArrayIndex.interval(1, 4), NDArrayIndex.all()));
    views.put("inner", whole.get(NDArrayIndex.interval(1, 4), NDArrayIndex.interval(2, 7)));
    views.put("transposed", whole.transpose());
    views.put("permuted", whole.reshape('c', 5, 3, 4).permute(2, 0, 1));
    views.put("column-major", whole.dup('f'));
    views.put("element", whole.getScalar(7));
    Path file = directory.resolve("views.safetensors");
    TensorFiles.write(file, views, Map.of());
    try (TensorFile opened = TensorFile.open(file)) {
      views.forEach((name, view) -> assertEquals(view, read(opened, name), name));
    }
  }

  @Test
  void readsIntoViewsOnly() {
    INDArray values = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
    Path file = directory.resolve("a.safetensors");
    TensorFiles.write(file, Map.of("x", values), Map.of());
    INDArray whole = Nd4j.zeros(DataType.FLOAT, 4, 5);
    INDArray rows = Nd4j.zeros(DataType.FLOAT, 4, 3);
    INDArray transposed = Nd4j.zeros(DataType.FLOAT, 3, 2);
    try (TensorFile opened = TensorFile.open(file)) {
      opened.readInto("x", whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(1, 4)));
      opened.readInto("x", rows.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all()));
      opened.readInto("x", transposed.transpose());
    }
    assertEquals(Nd4j.createFromArray(new float[][] {
        {0, 0, 0, 0, 0}, {0, 1, 2, 3, 0}, {0, 4, 5, 6, 0}, {0, 0, 0, 0, 0}}), whole);
    assertEquals(Nd4j.createFromArray(new float[][] {{0, 0, 0}, {1, 2, 3}, {4, 5, 6}, {0, 0, 0}}), rows);
    assertEquals(values, transposed.transpose());
  }

  @Test
  void readsBackArraysOfManyChunks() {
    INDArray large = Nd4j.arange(700_001).castTo(DataType.FLOAT); // 2.8 MB, not a multiple of the chunk size
    Path file = directory.resolve("large.safetensors");
    TensorFiles.write(file, Map.of("before", Nd4j.createFromArray(1f), "large", large), Map.of());
    try (TensorFile opened = TensorFile.open(file)) {
      assertEquals(large, read(opened, "large"));
    }
  }

  @Test
  void readsBackScalarsAndEmptyFiles() {
    Path scalar = directory.resolve("scalar.safetensors");
    TensorFiles.write(scalar, Map.of("x", Nd4j.scalar(2.5f)), Map.of());
    try (TensorFile opened = TensorFile.open(scalar)) {
      assertEquals(0, opened.shape("x").length);
      assertEquals(2.5f, read(opened, "x").getFloat(0));
      assertTrue(opened.metadata().isEmpty());
    }
    Path empty = directory.resolve("empty.safetensors");
    TensorFiles.write(empty, Map.of(), Map.of("a", "b"));
    try (TensorFile opened = TensorFile.open(empty)) {
      assertTrue(opened.names().isEmpty());
      assertEquals(Map.of("a", "b"), opened.metadata());
    }
  }

  @Test
  void acceptsAnyTextInNamesAndMetadata() {
    String odd = "\"quoted\" \\ line\nbreak \u0000 é 漢 😀 " + TensorFileHeader.NO_DIGEST
        + "\"mae4j.sha256\":\"" + TensorFileHeader.NO_DIGEST;
    Path file = directory.resolve("odd.safetensors");
    TensorFiles.write(file, Map.of(odd, Nd4j.scalar(1f), "", Nd4j.scalar(2f)), Map.of(odd, odd, "", ""));
    try (TensorFile opened = TensorFile.open(file)) {
      assertEquals(Map.of(odd, odd, "", ""), opened.metadata());
      assertEquals(1f, read(opened, odd).getFloat(0));
    }
  }

  @Test
  void equalContentGivesEqualBytes() throws IOException {
    Map<String, INDArray> forwards = new LinkedHashMap<>();
    Map<String, INDArray> backwards = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      forwards.put("t" + i, Nd4j.scalar((float) i));
      backwards.put("t" + (4 - i), Nd4j.scalar((float) (4 - i)));
    }
    TensorFiles.write(directory.resolve("a"), forwards, Map.of("a", "1", "b", "2"));
    TensorFiles.write(directory.resolve("b"), backwards, Map.of("b", "2", "a", "1"));
    assertArrayEquals(Files.readAllBytes(directory.resolve("a")), Files.readAllBytes(directory.resolve("b")));
  }

  @Test
  void rejectedContentLeavesNoFile() {
    Path file = directory.resolve("a.safetensors");
    List<Map<String, INDArray>> refused = List.of(Map.of("x", Nd4j.create(DataType.INT32, 2)),
        Map.of("x", Nd4j.empty(DataType.FLOAT)), Map.of("__metadata__", Nd4j.scalar(1f)));
    for (Map<String, INDArray> tensors : refused) {
      assertThrows(IllegalArgumentException.class, () -> TensorFiles.write(file, tensors, Map.of()));
    }
    for (Map<String, String> metadata : List.of(Map.of("mae4j.sha256", "0"), Map.of("a", "x".repeat(5 << 20)),
        Map.of("a", "\ud800"))) {
      assertThrows(IllegalArgumentException.class, () -> TensorFiles.write(file, Map.of(), metadata));
    }
    assertEquals(0, directory.toFile().list().length);
  }

  @Test
  void reportsBothShapesAndTypes() {
    Path file = directory.resolve("a.safetensors");
    TensorFiles.write(file, Map.of("x", Nd4j.create(DataType.FLOAT, 3, 4)), Map.of());
    try (TensorFile opened = TensorFile.open(file)) {
      assertEquals(file + ": tensor x is FLOAT 3×4, wanted FLOAT 4×3",
          assertThrows(CheckpointException.class, () -> opened.readInto("x", Nd4j.create(DataType.FLOAT, 4, 3)))
              .getMessage());
      assertEquals(file + ": tensor x is FLOAT 3×4, wanted DOUBLE 3×4",
          assertThrows(CheckpointException.class, () -> opened.readInto("x", Nd4j.create(DataType.DOUBLE, 3, 4)))
              .getMessage());
      assertEquals(file + ": has no tensor y",
          assertThrows(CheckpointException.class, () -> opened.shape("y")).getMessage());
    }
  }

  public static INDArray read(TensorFile file, String name) {
    INDArray target = Nd4j.create(DataType.FLOAT, file.shape(name));
    file.readInto(name, target);
    return target;
  }
}
