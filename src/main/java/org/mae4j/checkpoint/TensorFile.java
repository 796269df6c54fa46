package org.mae4j.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A file of named tensors that is open for reading, with a checked header and a verified digest. The package's
 * documentation names the format.
 */
public final class TensorFile implements AutoCloseable {
  /** End of the names of files of tensors. */
  public static final String SUFFIX = ".safetensors";

  private final Path file;
  private final FileChannel channel;
  private final long dataStart;
  private final Optional<String> digest;
  private final SortedMap<String, String> metadata;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

  TensorFile(Path file, FileChannel channel, TensorFileHeader header, long dataStart) {
    this.file = file;
    this.channel = channel;
    this.dataStart = dataStart;
    this.digest = Optional.ofNullable(header.metadata().get(TensorFileHeader.DIGEST_KEY));
    this.metadata = new TreeMap<>(header.metadata());
    metadata.keySet().removeAll(List.of(TensorFileHeader.VERSION_KEY, TensorFileHeader.DIGEST_KEY));
    header.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
  }

  /**
   * Opens a file after checking all of it.
   *
   * @throws CheckpointException if it cannot be read, is damaged, or is not a tensor file of this version
   */
  public static TensorFile open(Path file) {
    return open(file, TensorFileReader::read);
  }

  /**
   * Opens a safetensors file of another program. Its tensors have no digest; if mae4j wrote it, its digest is verified.
   *
   * @throws CheckpointException if it cannot be read, is damaged, or is not a safetensors file
   */
  public static TensorFile openForeign(Path file) {
    return open(file, TensorFileReader::readForeign);
  }

  /** Reads the header of an open file. */
  private interface HeaderReading {
    TensorFile read(TensorFileReader reader) throws IOException;
  }

  private static TensorFile open(Path file, HeaderReading reading) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        return reading.read(new TensorFileReader(file, channel));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be read", e);
    }
  }

  public Path file() {
    return file;
  }

  /**
   * Returns the SHA-256 of the file in hexadecimal.
   *
   * @throws CheckpointException if it cannot be read
   */
  public String sha256() {
    try {
      return new TensorFileReader(file, channel).sha256();
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be read", e);
    }
  }

  /** Returns the SHA-256 that the file records of itself; empty if another program wrote it. */
  public Optional<String> digest() {
    return digest;
  }

  /** Returns the names of all tensors, in the order of the file. */
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** Returns the metadata that {@link TensorFiles#write} was given. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /**
   * Returns the shape of a tensor, empty for a scalar.
   *
   * @throws CheckpointException if the file has no such tensor
   */
  public long[] shape(String name) {
    return tensor(name).shape().clone();
  }

  /**
   * Returns the type of a tensor: FLOAT, DOUBLE, INT64, HALF or BFLOAT16.
   *
   * @throws CheckpointException if the file has no such tensor
   */
  public DataType type(String name) {
    return tensor(name).type().dataType();
  }

  /**
   * Reads a tensor into an array of the same shape and type, which may be a view.
   *
   * @throws CheckpointException if the file has no such tensor or one of another shape or type, or cannot be read
   */
  public void readInto(String name, INDArray target) {
    StoredTensor tensor = tensor(name);
    if (!Arrays.equals(tensor.shape(), target.shape()) || tensor.type().dataType() != target.dataType()) {
      throw new CheckpointException(file, "tensor " + name + " is " + tensor.type().dataType() + " "
          + StoredTensor.describe(tensor.shape()) + ", wanted " + target.dataType() + " "
          + StoredTensor.describe(target.shape()));
    }
    TensorFileReader reader = new TensorFileReader(file, channel);
    long[] position = {dataStart + tensor.begin()};
    try {
      NativeBytes.write(target, values -> position[0] += reader.fill(values, position[0]));
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be read", e);
    }
  }

  private StoredTensor tensor(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new CheckpointException(file, "has no tensor " + name);
    }
    return tensor;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be closed", e);
    }
  }
}
