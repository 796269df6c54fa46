package org.mae4j.checkpoint.pytorch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.checkpoint.TensorFile;
import org.nd4j.linalg.api.ndarray.INDArray;

class ForeignTensorsTest {
  @TempDir
  private Path directory;

  /** All 65,536 values of each type: signed zeros, subnormal values, infinities and NaN too. */
  @ParameterizedTest
  @CsvSource({"F16", "BF16"})
  void eachValueOfHalfPrecisionIsExact(String type) throws IOException {
    int values = 1 << Short.SIZE;
    byte[] header = ("{'x':{'dtype':'" + type + "','shape':[" + values + "],'data_offsets':[0," + 2 * values + "]}}")
        .replace('\'', '"').getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 2 * values).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    IntStream.range(0, values).forEach(bits -> bytes.putShort((short) bits));
    Path file = Files.write(directory.resolve("x.safetensors"), bytes.array());
    try (TensorFile tensors = TensorFile.openForeign(file); INDArray read = ForeignTensors.read(tensors, "x")) {
      float[] found = read.data().asFloat();
      for (int bits = 0; bits < values; bits++) {
        float expected = type.equals("F16") ? ofHalf(bits) : Float.intBitsToFloat(bits << 16);
        assertEquals(expected, found[bits], "bits " + Integer.toHexString(bits));
      }
    }
  }

  private static float ofHalf(int bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude = exponent == 0 ? fraction * 0x1p-24f
        : exponent < 0x1F ? Math.scalb(1 + fraction / 1024f, exponent - 15)
            : fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    return bits >> 15 == 0 ? magnitude : -magnitude;
  }
}
