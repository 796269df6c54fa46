package org.mae4j.record.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.UserException;
import org.mae4j.base.file.DurableFile;

class NpyMatrixTest {
  @TempDir
  private Path directory;

  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    byte[] bytes = Files.readAllBytes(write());
    assertArrayEquals(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, Arrays.copyOf(bytes, 8));
    int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    assertEquals(0, (10 + header) % 64, "numpy aligns values to 64 bytes");
    String text = new String(bytes, 10, header, StandardCharsets.US_ASCII);
    assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", text.strip());
    assertTrue(text.endsWith("\n"));
    ByteBuffer values = ByteBuffer.wrap(bytes, 10 + header, 6 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : new float[] {1, -2.5f, 1e-30f, 4, 5, 6}) {
      assertEquals(value, values.getFloat());
    }
    assertEquals(10 + header + 6 * 4, bytes.length);
  }

  @Test
  void aMatrixIsReadAsWritten() throws IOException {
    assertArrayEquals(new float[][] {{1, -2.5f, 1e-30f}, {4, 5, 6}}, NpyMatrix.read(write()));
  }

  @Test
  void whatIsNoMatrixIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(write());
    assertRefused("bytes of values", Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused("not an array of numpy", new byte[0]);
    assertRefused("not an array of numpy", "row,image,label\n".getBytes(StandardCharsets.US_ASCII));
    assertRefused("truncated", Arrays.copyOf(bytes, 40));
    assertRefused("not a matrix of 32-bit floats",
        new String(bytes, StandardCharsets.ISO_8859_1).replace("<f4", "<f8").getBytes(StandardCharsets.ISO_8859_1));
    assertRefused("bytes of values", new String(bytes, StandardCharsets.ISO_8859_1).replace("(2, 3)", "(999999999, 3)")
        .getBytes(StandardCharsets.ISO_8859_1));
  }

  private void assertRefused(String message, byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("other.npy"), content);
    String problem = assertThrows(UserException.class, () -> NpyMatrix.read(file)).getMessage();
    assertTrue(problem.startsWith(file + ": ") && problem.contains(message), problem);
  }

  private Path write() throws IOException {
    Path file = directory.resolve("matrix.npy");
    new DurableFile(file).write(channel -> {
      NpyWriter writer = new NpyWriter(channel, List.of(3));
      writer.add(new float[] {1, -2.5f, 1e-30f});
      writer.add(new float[] {4, 5, 6});
      writer.finish();
    });
    return file;
  }
}
