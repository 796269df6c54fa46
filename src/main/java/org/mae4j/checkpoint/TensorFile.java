package org.mae4j.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
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
import java.util.function.Consumer;
import org.mae4j.base.file.DurableFile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A file of named tensors that is open for reading, with a checked header and a verified digest. The package's
 * documentation names the format.
 */
public final class TensorFile implements AutoCloseable {
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
   * Writes a file and replaces an existing one of that name, which becomes {@code NAME.previous}. At every instant a
   * complete file exists under one of the names that {@link #openOrPrevious} tries. The arrays must not change during
   * the call.
   *
   * @param tensors FLOAT, DOUBLE, INT64, HALF or BFLOAT16 arrays, none empty; views and any order of strides are allowed
   * @param metadata any text by key
   * @throws CheckpointException if the file cannot be written: disk full, no such directory, no permission
   * @throws IllegalArgumentException if a file cannot hold these tensors or metadata
   */
  public static void write(Path file, Map<String, INDArray> tensors, Map<String, String> metadata) {
    write(file, tensors, metadata, step -> {});
  }

  /**
   * Writes a file, as {@link #write}, but keeps no version of a file that it replaces.
   *
   * @throws CheckpointException if the file cannot be written; the old file stays
   */
  public static void export(Path file, Map<String, INDArray> tensors, Map<String, String> metadata) {
    TensorFileWriter writer = new TensorFileWriter(tensors, metadata);
    try {
      new DurableFile(file).write(writer::writeTo);
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be written", e);
    }
  }

  static void write(Path file, Map<String, INDArray> tensors, Map<String, String> metadata,
      Consumer<DurableFile.Step> before) {
    TensorFileWriter writer = new TensorFileWriter(tensors, metadata);
    try {
      new DurableFile(file, before).replace(writer::writeTo);
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be written", e);
    }
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

  /** Deletes a file and its other versions, if they exist. */
  public static void delete(Path file) throws IOException {
    DurableFile.delete(file);
  }

  /** Returns whether the file or its previous version exists, complete or not. */
  public static boolean exists(Path file) {
    return Files.exists(file) || Files.exists(new DurableFile(file).previous());
  }

  /**
   * Opens a file, or its newest complete version if the file is damaged or its replacement was interrupted.
   *
   * @param warning receives one line that says what was wrong and what is read instead
   * @throws CheckpointException saying what is wrong with {@code file}, if no version is complete
   */
  public static TensorFile openOrPrevious(Path file, Consumer<String> warning) {
    try {
      return open(file);
    } catch (CheckpointException problem) {
      DurableFile versions = new DurableFile(file);
      for (Path version : List.of(versions.temporary(), versions.previous())) {
        try {
          TensorFile opened = open(version);
          warning.accept(problem.getMessage() + "; reading " + version.getFileName() + " instead");
          return opened;
        } catch (CheckpointException e) {
          problem.addSuppressed(e);
        }
      }
      throw problem;
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

  /** Returns the metadata that {@link #write} was given. */
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
