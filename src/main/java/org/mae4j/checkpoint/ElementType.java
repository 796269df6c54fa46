package org.mae4j.checkpoint;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/** The types of tensors in a file, named as in the header. */
enum ElementType {
  F64(DataType.DOUBLE, 8),
  I64(DataType.INT64, 8),
  F32(DataType.FLOAT, 4),
  F16(DataType.FLOAT16, 2),
  BF16(DataType.BFLOAT16, 2);

  private final DataType dataType;
  private final int bytes;

  ElementType(DataType dataType, int bytes) {
    this.dataType = dataType;
    this.bytes = bytes;
  }

  DataType dataType() {
    return dataType;
  }

  /** Returns the bytes of one value. */
  int bytes() {
    return bytes;
  }

  /** Returns the type that the header calls {@code name}. */
  static Optional<ElementType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /**
   * Returns the type for an ND4J type.
   *
   * @throws IllegalArgumentException if files cannot have that type
   */
  static ElementType of(DataType dataType) {
    return Arrays.stream(values()).filter(type -> type.dataType == dataType).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("tensor files cannot contain " + dataType));
  }
}
