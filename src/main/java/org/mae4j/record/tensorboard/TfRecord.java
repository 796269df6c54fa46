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

  /** The record that holds {@code data}, to be read from its first byte. */
  public static ByteBuffer of(byte[] data) {
    ByteBuffer record = littleEndian(ByteBuffer.allocate(OVERHEAD + data.length)).putLong(data.length);
    record.putInt(maskedCrc(Arrays.copyOf(record.array(), Long.BYTES)));
    return record.put(data).putInt(maskedCrc(data)).flip();
  }

  /** The data of all records from where {@code file} stands up to what is no whole and undamaged record. */
  public static Iterable<byte[]> all(ByteBuffer file) {
    return () -> {
      ByteBuffer rest = file.duplicate();
      return Stream.iterate(next(rest), Optional::isPresent, data -> next(rest)).map(Optional::get).iterator();
    };
  }

  /**
   * The data of the record that {@code file} stands at, which is then behind it; nothing where what remains begins
   * with no whole and undamaged record, as after a crash.
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

  /** Masked, for the CRC of data that holds CRCs is of little worth. */
  static int maskedCrc(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }

  private static ByteBuffer littleEndian(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }
}
