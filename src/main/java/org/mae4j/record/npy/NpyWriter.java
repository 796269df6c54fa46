package org.mae4j.record.npy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Writes an array of numpy, version 1.0 of its format: 32-bit floats, row-major, little-endian. The number of rows need
 * not be known before the last one is written.
 */
public final class NpyWriter {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  /** Bytes before the values, a multiple of 64; enough for a shape of any numbers. */
  static final int HEADER = 192;

  private final FileChannel channel;
  private final OutputStream out;
  private final List<Integer> rowShape;
  private long rows;

  /** Starts an array. @param rowShape shape of a row */
  public NpyWriter(FileChannel channel, List<Integer> rowShape) throws IOException {
    this.channel = channel;
    this.rowShape = List.copyOf(rowShape);
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20);
    out.write(header());
  }

  /** Adds a row. @param values row-major */
  public void add(float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
    rows++;
  }

  /** Ends the array. */
  public void finish() throws IOException {
    out.flush();
    ByteBuffer header = ByteBuffer.wrap(header());
    for (long position = 0; header.hasRemaining();) {
      position += channel.write(header, position);
    }
  }

  private byte[] header() {
    String shape = Stream.concat(LongStream.of(rows).boxed(), rowShape.stream()).map(String::valueOf)
        .collect(Collectors.joining(", "));
    byte[] text = ("{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }")
        .getBytes(StandardCharsets.US_ASCII);
    byte[] header = new byte[HEADER];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC)
        .putShort((short) (HEADER - MAGIC.length - Short.BYTES)).put(text);
    header[HEADER - 1] = '\n';
    return header;
  }
}
