package org.mae4j.record.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mae4j.base.UserException;
import org.mae4j.base.file.IoMessage;

/** Reads matrices of numpy: 32-bit floats, row-major, little-endian. */
public final class NpyMatrix {
  private static final Pattern HEADER = Pattern.compile(
      "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d{1,9}), (\\d{1,9})\\),? *\\} *\n?");

  private NpyMatrix() {}

  /**
   * Returns the rows of a matrix.
   *
   * @throws UserException naming the file, if it cannot be read, is something else or has another length
   */
  public static float[][] read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int length = headerLength(file, channel);
      Matcher header = HEADER.matcher(
          StandardCharsets.ISO_8859_1.decode(bytes(file, channel, length)).toString());
      if (!header.matches()) {
        throw wrong(file, "not a matrix of 32-bit floats in row-major order");
      }
      long rows = Long.parseLong(header.group(1));
      int width = Integer.parseInt(header.group(2));
      if (channel.size() - channel.position() != rows * width * Float.BYTES) {
        throw wrong(file, "its header announces " + rows + " rows of " + width + " values, but it has "
            + (channel.size() - channel.position()) + " bytes of values");
      }
      float[][] matrix = new float[(int) rows][width];
      for (float[] row : matrix) {
        bytes(file, channel, width * Float.BYTES).asFloatBuffer().get(row);
      }
      return matrix;
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e), e);
    }
  }

  private static int headerLength(Path file, FileChannel channel) throws IOException {
    int start = NpyWriter.MAGIC.length + Short.BYTES;
    ByteBuffer head = channel.size() < start ? ByteBuffer.allocate(0) : bytes(file, channel, start);
    if (!head.hasRemaining() || !Arrays.equals(head.array(), 0, NpyWriter.MAGIC.length, NpyWriter.MAGIC, 0,
        NpyWriter.MAGIC.length)) {
      throw wrong(file, "not an array of numpy, version 1.0");
    }
    return Short.toUnsignedInt(head.getShort(NpyWriter.MAGIC.length));
  }

  private static ByteBuffer bytes(Path file, FileChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw wrong(file, "truncated");
      }
    }
    return buffer.flip();
  }

  private static UserException wrong(Path file, String problem) {
    return new UserException(file + ": " + problem);
  }
}
