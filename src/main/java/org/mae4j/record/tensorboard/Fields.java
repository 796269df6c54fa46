package org.mae4j.record.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.UnknownFieldSet;
import org.nd4j.shade.protobuf.UnknownFieldSet.Field;

/** Fields of protocol buffer messages. */
final class Fields {
  private Fields() {}

  static Field integer(long value) {
    return Field.newBuilder().addVarint(value).build();
  }

  static Field number(double value) {
    return Field.newBuilder().addFixed64(Double.doubleToRawLongBits(value)).build();
  }

  static Field single(double value) {
    return Field.newBuilder().addFixed32(Float.floatToRawIntBits((float) value)).build();
  }

  static Field bytes(ByteString value) {
    return Field.newBuilder().addLengthDelimited(value).build();
  }

  static Field text(String value) {
    return bytes(ByteString.copyFromUtf8(value));
  }

  static Field message(UnknownFieldSet value) {
    return bytes(value.toByteString());
  }

  static Field messages(List<UnknownFieldSet> values) {
    Field.Builder field = Field.newBuilder();
    values.forEach(value -> field.addLengthDelimited(value.toByteString()));
    return field.build();
  }

  static Field packed(List<Double> values) {
    ByteBuffer packed = ByteBuffer.allocate(values.size() * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(packed::putDouble);
    return bytes(ByteString.copyFrom(packed.flip()));
  }
}
