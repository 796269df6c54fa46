package org.mae4j.data.idx;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.mae4j.base.file.IoMessage;
import org.mae4j.data.DataException;

/**
 * A file of unsigned bytes in the format IDX, plain or compressed: the magic number 0x08 followed by the number of
 * dimensions, then the sizes as big-endian whole numbers of 32 bits, then the values.
 *
 * @param file place of the file
 * @param sizes size of each dimension
 * @param values all values, the last dimension the fastest
 */
record IdxFile(Path file, List<Integer> sizes, byte[] values) {
  private static final int UNSIGNED_BYTES = 0x800;
  private static final String GZ = ".gz";

  /** Returns the file of that name in {@code dir}, plain or compressed. */
  static Optional<Path> find(Path dir, String name) {
    return Stream.of(name, name + GZ).map(dir::resolve).filter(Files::isRegularFile).findFirst();
  }

  /**
   * Reads a file.
   *
   * @param name name without the ending {@code .gz}
   * @param dimensions number of dimensions that it must have
   * @throws DataException if the file is missing, is of another kind, ends early or has further bytes
   */
  static IdxFile read(Path dir, String name, int dimensions) {
    Path file = find(dir, name).orElseThrow(
        () -> new DataException(dir + ": has neither " + name + " nor " + name + GZ));
    try (DataInputStream in = new DataInputStream(open(file))) {
      int magic = in.readInt();
      if (magic != UNSIGNED_BYTES + dimensions) {
        throw new DataException(String.format(Locale.ROOT, "%s: is not an IDX file of bytes with %d dimension%s: it "
            + "begins with 0x%08X, expected 0x%08X", file, dimensions, dimensions == 1 ? "" : "s", magic,
            UNSIGNED_BYTES + dimensions));
      }
      int[] sizes = new int[dimensions];
      for (int i = 0; i < dimensions; i++) {
        sizes[i] = in.readInt();
      }
      List<Integer> all = Arrays.stream(sizes).boxed().toList();
      return new IdxFile(file, all, values(file, all, in));
    } catch (EOFException e) {
      throw new DataException(file + ": ends early", e);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + IoMessage.of(e) + ")", e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return file.toString().endsWith(GZ) ? new GZIPInputStream(bytes, 1 << 16) : bytes;
  }

  private static byte[] values(Path file, List<Integer> sizes, DataInputStream in) throws IOException {
    String shape = sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
    long count = 1;
    for (int size : sizes) {
      count = size < 0 || count > Integer.MAX_VALUE ? Long.MAX_VALUE : count * size;
    }
    if (count > Integer.MAX_VALUE - 8) {
      throw new DataException(file + ": has " + shape + " values; at most 2 GiB are read");
    }
    // Not allocated by the sizes that the file states: a file of a few bytes may state any.
    byte[] values = in.readNBytes((int) count);
    if (values.length < count) {
      throw new DataException(file + ": ends early: expected " + shape + " = " + count + " values, found "
          + values.length);
    }
    if (in.read() >= 0) {
      throw new DataException(file + ": has further bytes after its " + shape + " = " + count + " values");
    }
    return values;
  }
}
