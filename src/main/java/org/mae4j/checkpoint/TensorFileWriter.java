package org.mae4j.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes a tensor file from native memory, with its digest last. */
final class TensorFileWriter {
  private final Map<String, INDArray> arrays;
  private final TensorFileHeader header;
  private final byte[] start;

  /** @throws IllegalArgumentException if a file cannot hold these arrays or metadata */
  TensorFileWriter(Map<String, INDArray> arrays, Map<String, String> metadata) {
    this.arrays = arrays;
    this.header = TensorFileHeader.of(arrays, metadata);
    this.start = header.encode();
  }

  void writeTo(FileChannel channel) throws IOException {
    Digest digest = new Digest().update(ByteBuffer.wrap(start));
    write(channel, ByteBuffer.wrap(start));
    for (StoredTensor tensor : header.tensors()) {
      NativeBytes.read(arrays.get(tensor.name()), values -> {
        digest.update(values);
        write(channel, values);
      });
    }
    channel.position(TensorFileHeader.digestPosition(start));
    write(channel, ByteBuffer.wrap(digest.digits().getBytes(StandardCharsets.US_ASCII)));
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
