package org.mae4j.data.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a cache file has behind its images: this record, then its length, its CRC-32C and a magic number.
 *
 * @param stamp digest of the state of the source
 * @param imageBytes number of bytes of an image
 * @param images by item, whether there is an image
 * @param checksums by item, CRC-32C of the image
 * @param changes number of images by what was done to them
 */
record CacheTrailer(String stamp, int imageBytes, boolean[] images, int[] checksums,
    SortedMap<String, Integer> changes) {
  private static final long MAGIC = 0x6D61_6534_6A69_6D31L; // "mae4jim1"
  private static final int END = 2 * Integer.BYTES + Long.BYTES;

  static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  /** Writes the trailer behind the images. */
  void write(FileChannel channel) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(stamp);
    out.writeInt(imageBytes);
    out.writeInt(images.length);
    ByteBuffer present = ByteBuffer.allocate(images.length);
    for (boolean image : images) {
      present.put((byte) (image ? 1 : 0));
    }
    out.write(present.array());
    ByteBuffer sums = ByteBuffer.allocate(checksums.length * Integer.BYTES);
    sums.asIntBuffer().put(checksums);
    out.write(sums.array());
    out.writeInt(changes.size());
    for (var change : changes.entrySet()) {
      out.writeUTF(change.getKey());
      out.writeInt(change.getValue());
    }
    ByteBuffer content = ByteBuffer.wrap(bytes.toByteArray());
    ByteBuffer end = ByteBuffer.allocate(END).putInt(content.limit()).putInt(checksum(content.duplicate()))
        .putLong(MAGIC).flip();
    long position = pixelBytes();
    for (ByteBuffer part : new ByteBuffer[] {content, end}) {
      while (part.hasRemaining()) {
        position += channel.write(part, position);
      }
    }
  }

  /** Returns the trailer of a file; empty if the file is no complete cache. */
  static Optional<CacheTrailer> read(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < END) {
      return Optional.empty();
    }
    ByteBuffer end = read(channel, size - END, END);
    int length = end.getInt();
    int checksum = end.getInt();
    if (end.getLong() != MAGIC || length < 0 || length > size - END) {
      return Optional.empty();
    }
    byte[] content = new byte[length];
    read(channel, size - END - length, length).get(content);
    if (checksum(ByteBuffer.wrap(content)) != checksum) {
      return Optional.empty();
    }
    CacheTrailer trailer = read(new DataInputStream(new ByteArrayInputStream(content)));
    return Optional.of(trailer).filter(found -> found.pixelBytes() == size - END - length);
  }

  private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    int count;
    do {
      count = channel.read(bytes, position + bytes.position());
    } while (count >= 0 && bytes.hasRemaining());
    return bytes.rewind();
  }

  private static CacheTrailer read(DataInputStream in) throws IOException {
    String stamp = in.readUTF();
    int imageBytes = in.readInt();
    boolean[] images = new boolean[in.readInt()];
    int[] checksums = new int[images.length];
    byte[] present = in.readNBytes(images.length);
    for (int i = 0; i < images.length; i++) {
      images[i] = present[i] != 0;
    }
    ByteBuffer.wrap(in.readNBytes(checksums.length * Integer.BYTES)).asIntBuffer().get(checksums);
    SortedMap<String, Integer> changes = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      changes.put(in.readUTF(), in.readInt());
    }
    return new CacheTrailer(stamp, imageBytes, images, checksums, changes);
  }

  /** Returns the number of bytes before the trailer. */
  long pixelBytes() {
    return (long) images.length * imageBytes;
  }
}
