package org.mae4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

class DamagedFileTest {
  private static final String METADATA =
      "'__metadata__':{'mae4j.version':'1','mae4j.sha256':'" + "a".repeat(64) + "'}";

  @TempDir
  Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("a.safetensors");
  }

  @Test
  void detectsEveryTruncation() throws IOException {
    byte[] whole = whole();
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      String message = errorMessage();
      assertTrue(message.startsWith(file + ": truncated: "), message);
    }
  }

  @Test
  void detectsEveryFlippedBit() throws IOException {
    byte[] whole = whole();
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, flipped);
      String message = errorMessage();
      assertTrue(message.startsWith(file + ": ") && message.lines().count() == 1, message);
    }
  }

  @Test
  void digestDetectsFlippedBitsOfTensors() throws IOException {
    byte[] whole = whole();
    for (int i = 1; i <= 8; i++) {
      byte[] flipped = whole.clone();
      flipped[whole.length - i] ^= 1;
      Files.write(file, flipped);
      assertEquals(file + ": damaged: its content does not agree with its digest", errorMessage());
    }
  }

  @Test
  void detectsTrailingBytes() throws IOException {
    byte[] whole = whole();
    Files.write(file, Arrays.copyOf(whole, whole.length + 3));
    assertEquals(file + ": 3 bytes longer than its header announces", errorMessage());
  }

  /** Single quotes stand for double quotes, {@code META} for valid metadata. 8 bytes of tensors follow. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      [1,2]                                                | its header is not a JSON object
      {META                                                | its header is not valid JSON
      {META}{}                                             | its header is not valid JSON: Trailing token
      {META,META}                                          | its header is not valid JSON: Duplicate field '__meta
      {META,'x':{'dtype':'F32','dtype':'F64'}}             | its header is not valid JSON: Duplicate field 'dtype'
      {META,'x':T(F32,[2],0,8),'x':T(F32,[2],0,8)}         | its header is not valid JSON: Duplicate field 'x'
      {META,'x':{'shape':[[[[[[1]]]]]]}}                   | its header is not valid JSON: Document nesting depth
      {}                                                   | not a tensor file of mae4j: it has no __metadata__
      {'__metadata__':[]}                                  | not a tensor file of mae4j: it has no __metadata__
      {'__metadata__':{}}                                  | not a tensor file of mae4j: its metadata has no mae4j.v
      {'__metadata__':{'a':1}}                             | metadata a is not a string
      {'__metadata__':{'mae4j.version':'0'}}               | of version 0, this program reads version 1
      {'__metadata__':{'mae4j.version':'1'}}               | has no digest of 64 digits
      {META}                                               | 8 bytes longer than its header announces
      {META,'x':3}                                         | tensor x needs exactly dtype, shape and data_offsets
      {META,'x':{'dtype':'F32','shape':[2]}}               | tensor x needs exactly dtype, shape and data_offsets
      {META,'x':T(I32,[2],0,8)}                            | tensor x has unknown dtype I32
      {META,'x':T(F32,2,0,8)}                              | tensor x: shape is not an array
      {META,'x':T(F32,[2.0],0,8)}                          | tensor x: shape holds 2.0, not a whole number
      {META,'x':T(F32,['2'],0,8)}                          | tensor x: shape holds 2, not a whole number
      {META,'x':T(F32,[-2],0,8)}                           | tensor x: shape holds -2, not a whole number from 1 on
      {META,'x':T(F32,[-1,-2],0,8)}                        | tensor x: shape holds -1, not a whole number from 1 on
      {META,'x':T(F32,[0],0,8)}                            | tensor x: shape holds 0, not a whole number from 1 on
      {META,'x':T(F32,[99999999999999999999],0,8)}         | tensor x: shape holds 99999999999999999999, not
      {META,'x':T(F32,[4294967296,4294967296,2],0,8)}      | tensor x of shape 4294967296×4294967296×2 is too large
      {META,'x':T(F32,[2305843009213693952,2],0,8)}        | tensor x of shape 2305843009213693952×2 is too large
      {META,'x':T(F32,[3],0,8)}                            | tensor x of shape 3 and dtype F32 does not fill 8 bytes
      {META,'x':T(F64,[2],0,8)}                            | tensor x of shape 2 and dtype F64 does not fill 8 bytes
      {META,'x':T(F32,[1099511627776],0,4398046511104)}    | truncated: 8 bytes of tensors, its header announces 4398
      {META,'x':T(F32,[2],8,0)}                            | tensor x needs two data_offsets in order
      {META,'x':{'dtype':'F32','shape':[2],'data_offsets':[8]}} | tensor x needs two data_offsets in order
      {META,'x':T(F32,[2],-8,0)}                           | tensor x: data_offsets holds -8, not a whole number from 0
      {META,'x':T(F32,[1],0,4),'y':T(F32,[2],0,8)}         | tensor y starts at byte 0, the one before ends at 4
      {META,'x':T(F32,[1],4,8)}                            | tensor x starts at byte 4, the one before ends at 0
      {META,'x':T(F32,[1],4,8),'y':T(F32,[1],0,4)}         | tensor x starts at byte 4, the one before ends at 0
      {META,'x':T(F32,[1],0,4)}                            | 4 bytes longer than its header announces
      {META,'x':T(F32,[2],0,8),'y':T(F32,[1],8,12)}        | truncated: 8 bytes of tensors, its header announces 12
      {META,'x':T(F32,[2],0,8)}                            | damaged: its content does not agree with its digest
      """)
  void rejectsMalformedHeaders(String header, String problem) throws IOException {
    String json = header.replace("META", METADATA)
        .replaceAll("T\\((\\w+),([^()]*),(-?\\d+),(-?\\d+)\\)", "{'dtype':'$1','shape':$2,'data_offsets':[$3,$4]}")
        .replace('\'', '"');
    write(json.length(), json.getBytes(StandardCharsets.UTF_8));
    String message = errorMessage();
    assertTrue(message.startsWith(file + ": " + problem), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void checksHeaderLengthBeforeAllocation() throws IOException {
    write(-1, new byte[100]);
    assertEquals(file + ": not a tensor file: a header of 18446744073709551615 bytes, at most 4194304 are allowed",
        errorMessage());
    write(Long.MAX_VALUE, new byte[100]);
    assertTrue(errorMessage().contains("not a tensor file"));
    write(1 << 20, new byte[100]);
    assertEquals(file + ": truncated: a header of 1048576 bytes in a file of 116", errorMessage());
  }

  @Test
  void rejectsHeaderInOtherEncoding() throws IOException {
    write(3, new byte[] {'{', (byte) 0xff, '}'});
    assertEquals(file + ": its header is not UTF-8", errorMessage());
    byte[] wide = "{}".getBytes(StandardCharsets.UTF_16LE);
    write(wide.length, wide);
    assertTrue(errorMessage().startsWith(file + ": its header is not valid JSON"));
  }

  @Test
  void messageIsOneShortLineForAnyName() throws IOException {
    byte[] json = ("{" + METADATA + ",'" + "line\\n".repeat(1000) + "':{}}").replace('\'', '"')
        .getBytes(StandardCharsets.UTF_8);
    write(json.length, json);
    assertTrue(errorMessage().length() < 700);
    assertFalse(errorMessage().contains("\n"));
  }

  @Test
  void reportsWhyFileCannotBeRead() {
    assertEquals(file + ": cannot be read: no such file or directory", errorMessage());
    file = directory;
    assertTrue(errorMessage().startsWith(directory + ": cannot be read: "));
  }

  private byte[] whole() throws IOException {
    TensorFiles.write(file, Map.of("x", Nd4j.createFromArray(1f, 2f, 3f), "y", Nd4j.createFromArray(4.0)),
        Map.of("k", "v"));
    return Files.readAllBytes(file);
  }

  private void write(long headerLength, byte[] header) throws IOException {
    Files.write(file, ByteBuffer.allocate(16 + header.length).order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength).put(header).array());
  }

  private String errorMessage() {
    return assertThrows(CheckpointException.class, () -> TensorFile.open(file).close()).getMessage();
  }
}
