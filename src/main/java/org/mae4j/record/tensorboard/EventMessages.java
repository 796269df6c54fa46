package org.mae4j.record.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.nd4j.shade.protobuf.UnknownFieldSet;
import org.nd4j.shade.protobuf.UnknownFieldSet.Field;

/**
 * Encodes the protocol buffer messages of an event file by field number. Source: {@code event.proto} in
 * {@code tensorflow/core/util}, {@code summary.proto} and {@code histogram.proto} in {@code tensorflow/core/framework}:
 * <pre>
 * Event           double wall_time = 1, int64 step = 2, and one of string file_version = 3, Summary summary = 5,
 *                 SessionLog session_log = 7
 * SessionLog      enum status = 1, of which START is 1
 * Summary         repeated Value value = 1
 * Summary.Value   string tag = 1, and one of float simple_value = 2, Image image = 4, HistogramProto histo = 5
 * Summary.Image   int32 height = 1, int32 width = 2, int32 colorspace = 3, of which RGB is 3,
 *                 bytes encoded_image_string = 4
 * HistogramProto  double min = 1, max = 2, num = 3, sum = 4, sum_squares = 5,
 *                 repeated double bucket_limit = 6 and bucket = 7, both packed
 * </pre>
 */
final class EventMessages {
  private static final int SUMMARY = 5;
  private static final int STEP = 2;
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  /** Offset of width and height in a PNG file: after the signature, and the length and the name of the IHDR chunk. */
  private static final int PNG_SIZE_OFFSET = 16;

  private EventMessages() {}

  /** Returns the first event of every file. @param wallTime seconds since 1970 */
  static byte[] fileVersion(double wallTime) {
    return event(wallTime, 0).addField(3, text("brain.Event:2")).build().toByteArray();
  }

  /** Returns the event that makes TensorBoard drop the values of earlier files of the run, which this file repeats. */
  static byte[] start(double wallTime) {
    UnknownFieldSet log = UnknownFieldSet.newBuilder().addField(1, integer(1)).build();
    return event(wallTime, 0).addField(7, message(log)).build().toByteArray();
  }

  /** Returns the event of a value. @param value message with one field of {@code Summary.Value} */
  static byte[] summary(double wallTime, long step, String tag, UnknownFieldSet value) {
    UnknownFieldSet tagged = UnknownFieldSet.newBuilder().addField(TAG, text(tag)).mergeFrom(value).build();
    UnknownFieldSet summary = UnknownFieldSet.newBuilder().addField(VALUE, message(tagged)).build();
    return event(wallTime, step).addField(SUMMARY, message(summary)).build().toByteArray();
  }

  static UnknownFieldSet scalar(double value) {
    Field single = Field.newBuilder().addFixed32(Float.floatToRawIntBits((float) value)).build();
    return UnknownFieldSet.newBuilder().addField(SIMPLE_VALUE, single).build();
  }

  static UnknownFieldSet image(byte[] png) {
    ByteBuffer header = ByteBuffer.wrap(png);
    UnknownFieldSet image = UnknownFieldSet.newBuilder()
        .addField(1, integer(header.getInt(PNG_SIZE_OFFSET + Integer.BYTES)))
        .addField(2, integer(header.getInt(PNG_SIZE_OFFSET)))
        .addField(3, integer(3))
        .addField(4, bytes(ByteString.copyFrom(png))).build();
    return UnknownFieldSet.newBuilder().addField(4, message(image)).build();
  }

  static UnknownFieldSet histogram(Histogram histogram) {
    UnknownFieldSet message = UnknownFieldSet.newBuilder()
        .addField(1, number(histogram.min()))
        .addField(2, number(histogram.max()))
        .addField(3, number(histogram.count()))
        .addField(4, number(histogram.sum()))
        .addField(5, number(histogram.sumOfSquares()))
        .addField(6, packed(histogram.limits()))
        .addField(7, packed(histogram.counts())).build();
    return UnknownFieldSet.newBuilder().addField(5, message(message)).build();
  }

  /**
   * Returns the position of the value of an event of {@link #summary}; empty for other events.
   *
   * @throws InvalidProtocolBufferException if {@code event} is not a message
   */
  static Optional<EventLog.EventKey> point(byte[] event) throws InvalidProtocolBufferException {
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(event);
    if (!fields.hasField(SUMMARY)) {
      return Optional.empty();
    }
    UnknownFieldSet value = UnknownFieldSet.parseFrom(first(UnknownFieldSet.parseFrom(first(fields, SUMMARY)), VALUE));
    return Optional.of(new EventLog.EventKey(first(value, TAG).toStringUtf8(),
        fields.getField(STEP).getVarintList().get(0), value.hasField(SIMPLE_VALUE)));
  }

  private static ByteString first(UnknownFieldSet message, int number) {
    return message.getField(number).getLengthDelimitedList().get(0);
  }

  private static UnknownFieldSet.Builder event(double wallTime, long step) {
    return UnknownFieldSet.newBuilder().addField(1, number(wallTime)).addField(STEP, integer(step));
  }

  private static Field integer(long value) {
    return Field.newBuilder().addVarint(value).build();
  }

  private static Field number(double value) {
    return Field.newBuilder().addFixed64(Double.doubleToRawLongBits(value)).build();
  }

  private static Field bytes(ByteString value) {
    return Field.newBuilder().addLengthDelimited(value).build();
  }

  private static Field text(String value) {
    return bytes(ByteString.copyFromUtf8(value));
  }

  private static Field message(UnknownFieldSet value) {
    return bytes(value.toByteString());
  }

  private static Field packed(List<Double> values) {
    ByteBuffer packed = ByteBuffer.allocate(values.size() * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(packed::putDouble);
    return bytes(ByteString.copyFrom(packed.flip()));
  }
}
