package org.mae4j.data.image.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** A directory of a TIFF structure (TIFF 6.0, section 2): entries of a tag, a type, a count, and values or their place. */
record TiffDirectory(ByteBuffer structure, int offset) {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int ORIENTATION = 274;
  private static final int ENTRY = 12;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  /**
   * Returns the first directory of a structure.
   *
   * @throws IndexOutOfBoundsException if the structure ends before it
   */
  static TiffDirectory first(ByteBuffer content) {
    ByteBuffer structure = content.duplicate();
    structure.order(structure.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (structure.getInt(4) == 0) {
      throw new IndexOutOfBoundsException("no directory");
    }
    return new TiffDirectory(structure, structure.getInt(4));
  }

  /**
   * Returns all directories of a structure, at least one.
   *
   * @throws IndexOutOfBoundsException if the structure ends within one
   */
  static List<TiffDirectory> all(ByteBuffer content) {
    List<TiffDirectory> directories = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (TiffDirectory at = first(content); at.offset != 0 && seen.add(at.offset);) {
      directories.add(at);
      at = new TiffDirectory(at.structure, at.next());
    }
    return directories;
  }

  private int next() {
    return structure.getInt(offset + Short.BYTES + entries() * ENTRY);
  }

  private int entries() {
    return Short.toUnsignedInt(structure.getShort(offset));
  }

  /** Returns the values of an entry of whole numbers; none if the directory lacks it. */
  long[] values(int tag) {
    for (int i = 0; i < entries(); i++) {
      int entry = offset + Short.BYTES + i * ENTRY;
      if (Short.toUnsignedInt(structure.getShort(entry)) == tag) {
        return values(structure.getShort(entry + 2), structure.getInt(entry + 4), entry + 8);
      }
    }
    return new long[0];
  }

  private long[] values(int type, int count, int field) {
    if (type != SHORT && type != LONG) {
      return new long[0];
    }
    int bytes = type == SHORT ? Short.BYTES : Integer.BYTES;
    int start = (long) count * bytes <= Integer.BYTES ? field : structure.getInt(field);
    // An index that is out of bounds ends this before an array of a damaged count is made.
    structure.get(Math.toIntExact(start + (long) count * bytes - 1));
    return LongStream.range(0, count).map(i -> {
      int at = (int) (start + i * bytes);
      return type == SHORT ? Short.toUnsignedInt(structure.getShort(at))
          : Integer.toUnsignedLong(structure.getInt(at));
    }).toArray();
  }

  /** Returns the only value of an entry, or {@code otherwise} if there is not exactly one. */
  long value(int tag, long otherwise) {
    long[] values = values(tag);
    return values.length == 1 ? values[0] : otherwise;
  }
}
