package org.mae4j.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads the header of a file and verifies its digest; it allocates nothing that was not checked against the length of
 * the file.
 */
final class TensorFileReader {
  private static final int CHUNK = 1 << 20;

  private final Path file;
  private final FileChannel channel;

  TensorFileReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Reads the header.
   *
   * @throws CheckpointException if the file does not follow the format
   */
  TensorFile read() throws IOException {
    byte[] json = json();
    TensorFileHeader header = new TensorFileHeaderReader(file).read(json, dataBytes(json));
    verify(json, header);
    return new TensorFile(file, channel, header, dataStart(json));
  }

  /**
   * Reads the header of a file that any program wrote, and verifies its digest if it is one of mae4j's.
   *
   * @throws CheckpointException if the file is not a safetensors file
   */
  TensorFile readForeign() throws IOException {
    byte[] json = json();
    TensorFileHeader header = new TensorFileHeaderReader(file).readForeign(json, dataBytes(json));
    return header.metadata().containsKey(TensorFileHeader.VERSION_KEY) ? read()
        : new TensorFile(file, channel, header, dataStart(json));
  }

  /** Returns the SHA-256 of the whole file in hexadecimal. */
  String sha256() throws IOException {
    return digest(new Digest(), 0, channel.size()).digits();
  }

  private byte[] json() throws IOException {
    byte[] json = new byte[headerLength(channel.size())];
    fill(ByteBuffer.wrap(json), TensorFileHeader.LENGTH_BYTES);
    return json;
  }

  private static long dataStart(byte[] json) {
    return TensorFileHeader.LENGTH_BYTES + (long) json.length;
  }

  private long dataBytes(byte[] json) throws IOException {
    return channel.size() - dataStart(json);
  }

  private int headerLength(long length) throws IOException {
    if (length < TensorFileHeader.LENGTH_BYTES) {
      throw new CheckpointException(file, "truncated: " + length + " bytes, not even the header's length");
    }
    ByteBuffer bytes = ByteBuffer.allocate(TensorFileHeader.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(bytes, 0);
    long announced = bytes.getLong(0);
    if (announced < 0 || announced > TensorFileHeader.LONGEST) {
      throw new CheckpointException(file, "not a tensor file: a header of " + Long.toUnsignedString(announced)
          + " bytes, at most " + TensorFileHeader.LONGEST + " are allowed");
    }
    if (announced > length - TensorFileHeader.LENGTH_BYTES) {
      throw new CheckpointException(file,
          "truncated: a header of " + announced + " bytes in a file of " + length);
    }
    return (int) announced;
  }

  /** Compares the digest in the header with the digest of the file before its digest was filled in. */
  private void verify(byte[] json, TensorFileHeader header) throws IOException {
    String expected = header.metadata().get(TensorFileHeader.DIGEST_KEY);
    Digest digest =
        new Digest().update(ByteBuffer.allocate(TensorFileHeader.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN)
            .putLong(0, json.length)).update(ByteBuffer.wrap(withoutDigest(json, expected)));
    if (!digest(digest, dataStart(json), dataStart(json) + header.dataBytes()).digits().equals(expected)) {
      throw new CheckpointException(file, "damaged: its content does not agree with its digest");
    }
  }

  /** Adds the bytes of the file from {@code start} to {@code end}. */
  private Digest digest(Digest digest, long start, long end) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK, end - start));
    for (long position = start; position < end;) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), end - position));
      position += fill(chunk, position);
      digest.update(chunk.flip());
    }
    return digest;
  }

  private static byte[] withoutDigest(byte[] json, String digest) {
    // Latin 1 maps every byte to one character and back.
    String text = new String(json, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(digest);
    return at < 0 ? json
        : (text.substring(0, at) + TensorFileHeader.NO_DIGEST + text.substring(at + digest.length()))
            .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Fills the rest of {@code target} from {@code position} of the file on, and returns the number of bytes read. */
  int fill(ByteBuffer target, long position) throws IOException {
    int wanted = target.remaining();
    for (int done = 0; done < wanted;) {
      int count = channel.read(target, position + done);
      if (count < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      done += count;
    }
    return wanted;
  }
}
