package org.mae4j.record.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The framing of a TFRecord file, little-endian: the data's length (8 bytes), the masked CRC-32C of these (4), the
 * data, the masked CRC-32C of the data (4). Source: "TFRecords format details" in TensorFlow's guide, and
 * {@code tsl/lib/io/record_writer.h}.
 */
public final class TfRecord {
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int OVERHEAD = HEADER + Integer.BYTES;

  private TfRecord() {}

  /** Returns the record of {@code data}, positioned at its first byte. */
  public static ByteBuffer of(byte[] data) {
    ByteBuffer record = littleEndian(ByteBuffer.allocate(OVERHEAD + data.length)).putLong(data.length);
    record.putInt(maskedCrc(Arrays.copyOf(record.array(), Long.BYTES)));
    return record.put(data).putInt(maskedCrc(data)).flip();
  }

  /** Returns the data of all records from the position of {@code file} up to the first incomplete or damaged record. */
  public static Iterable<byte[]> all(ByteBuffer file) {
    return () -> {
      ByteBuffer rest = file.duplicate();
      return Stream.iterate(next(rest), Optional::isPresent, data -> next(rest)).map(Optional::get).iterator();
    };
  }

  /**
   * Returns the data of the record at the position of {@code file} and moves the position behind it; empty if the record
   * is incomplete or damaged, as after a crash.
   */
  static Optional<byte[]> next(ByteBuffer file) {
    ByteBuffer record = littleEndian(file.slice());
    if (record.remaining() < OVERHEAD) {
      return Optional.empty();
    }
    byte[] length = new byte[Long.BYTES];
    record.get(0, length);
    long size = record.getLong();
    if (record.getInt() != maskedCrc(length) || size < 0 || size > record.remaining() - Integer.BYTES) {
      return Optional.empty();
    }
    byte[] data = new byte[Math.toIntExact(size)];
    record.get(data);
    if (record.getInt() != maskedCrc(data)) {
      return Optional.empty();
    }
    file.position(file.position() + record.position());
    return Optional.of(data);
  }

  /** Returns the masked CRC; the mask avoids the weakness of CRCs of data that contains CRCs. */
  static int maskedCrc(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }

  private static ByteBuffer littleEndian(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }
}
