package org.mae4j.record.tensorboard;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.nd4j.shade.protobuf.UnknownFieldSet;

/**
 * Encodes the protocol buffer messages of an event file by field number. Source: {@code event.proto} in
 * {@code tensorflow/core/util}, {@code summary.proto}, {@code histogram.proto} and {@code tensor.proto} in
 * {@code tensorflow/core/framework}:
 * <pre>
 * Event           double wall_time = 1, int64 step = 2, and one of string file_version = 3, Summary summary = 5,
 *                 SessionLog session_log = 7
 * SessionLog      enum status = 1, of which START is 1
 * Summary         repeated Value value = 1
 * Summary.Value   string tag = 1, SummaryMetadata metadata = 9, and one of float simple_value = 2, Image image = 4,
 *                 HistogramProto histo = 5, TensorProto tensor = 8
 * SummaryMetadata PluginData plugin_data = 1 {string plugin_name = 1, bytes content = 2},
 *                 string summary_description = 3, DataClass data_class = 4, of which SCALAR is 1, TENSOR is 2 and
 *                 BLOB_SEQUENCE is 3
 * TensorProto     DataType dtype = 1, of which FLOAT is 1 and STRING is 7, TensorShapeProto tensor_shape = 2
 *                 {repeated dim = 2 {int64 size = 1}}, repeated float float_val = 5, repeated bytes string_val = 8
 * Summary.Image   int32 height = 1, int32 width = 2, int32 colorspace = 3, of which RGB is 3 and RGBA is 4,
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
  private static final int PNG_COLOR_TYPE_OFFSET = 25;
  private static final int PNG_RGBA = 6;
  private static final int METADATA = 9;
  private static final int TENSOR = 8;
  private static final int IMAGE = 4;
  private static final int SCALAR_CLASS = 1;
  private static final int TENSOR_CLASS = 2;
  private static final int BLOB_SEQUENCE_CLASS = 3;

  private EventMessages() {}

  /** Returns the first event of every file. @param wallTime seconds since 1970 */
  static byte[] fileVersion(double wallTime) {
    return event(wallTime, 0).addField(3, Fields.text("brain.Event:2")).build().toByteArray();
  }

  /** Returns the event that makes TensorBoard drop the values of earlier files of the run, which this file repeats. */
  static byte[] start(double wallTime) {
    UnknownFieldSet log = UnknownFieldSet.newBuilder().addField(1, Fields.integer(1)).build();
    return event(wallTime, 0).addField(7, Fields.message(log)).build().toByteArray();
  }

  /** Returns the event of a value. @param value message with one field of {@code Summary.Value} */
  static byte[] summary(double wallTime, long step, String tag, UnknownFieldSet value) {
    UnknownFieldSet tagged = UnknownFieldSet.newBuilder().addField(TAG, Fields.text(tag)).mergeFrom(value).build();
    UnknownFieldSet summary = UnknownFieldSet.newBuilder().addField(VALUE, Fields.message(tagged)).build();
    return event(wallTime, step).addField(SUMMARY, Fields.message(summary)).build().toByteArray();
  }

  static UnknownFieldSet scalar(double value) {
    return UnknownFieldSet.newBuilder().addField(SIMPLE_VALUE, Fields.single(value)).build();
  }

  static UnknownFieldSet image(byte[] png) {
    ByteBuffer header = ByteBuffer.wrap(png);
    UnknownFieldSet image = UnknownFieldSet.newBuilder()
        .addField(1, Fields.integer(header.getInt(PNG_SIZE_OFFSET + Integer.BYTES)))
        .addField(2, Fields.integer(header.getInt(PNG_SIZE_OFFSET)))
        .addField(3, Fields.integer(png[PNG_COLOR_TYPE_OFFSET] == PNG_RGBA ? 4 : 3))
        .addField(4, Fields.bytes(ByteString.copyFrom(png))).build();
    return UnknownFieldSet.newBuilder().addField(IMAGE, Fields.message(image)).build();
  }

  static UnknownFieldSet histogram(Histogram histogram) {
    UnknownFieldSet message = UnknownFieldSet.newBuilder()
        .addField(1, Fields.number(histogram.min()))
        .addField(2, Fields.number(histogram.max()))
        .addField(3, Fields.number(histogram.count()))
        .addField(4, Fields.number(histogram.sum()))
        .addField(5, Fields.number(histogram.sumOfSquares()))
        .addField(6, Fields.packed(histogram.limits()))
        .addField(7, Fields.packed(histogram.counts())).build();
    return UnknownFieldSet.newBuilder().addField(5, Fields.message(message)).build();
  }

  /** Returns a text. @param markdown text that TensorBoard renders */
  static UnknownFieldSet text(String markdown) {
    UnknownFieldSet scalar = UnknownFieldSet.getDefaultInstance();
    UnknownFieldSet tensor = UnknownFieldSet.newBuilder().addField(1, Fields.integer(7))
        .addField(2, Fields.message(scalar)).addField(8, Fields.text(markdown)).build();
    return UnknownFieldSet.newBuilder().addField(METADATA, Fields.message(metadata("text", TENSOR_CLASS).build()))
        .addField(TENSOR, Fields.message(tensor)).build();
  }

  /** Returns a value whose content is in its metadata. @param data message of {@link SessionMessages} */
  static UnknownFieldSet session(UnknownFieldSet data) {
    UnknownFieldSet one = UnknownFieldSet.newBuilder().addField(1, Fields.integer(1)).build();
    UnknownFieldSet shape = UnknownFieldSet.newBuilder().addField(2, Fields.message(one)).build();
    UnknownFieldSet zero = UnknownFieldSet.newBuilder().addField(1, Fields.integer(1))
        .addField(2, Fields.message(shape)).addField(5, Fields.single(0)).build();
    return UnknownFieldSet.newBuilder()
        .addField(METADATA, Fields.message(metadata("hparams", data.toByteString(), TENSOR_CLASS).build()))
        .addField(TENSOR, Fields.message(zero)).build();
  }

  private static UnknownFieldSet.Builder metadata(String plugin, int dataClass) {
    return metadata(plugin, ByteString.EMPTY, dataClass);
  }

  private static UnknownFieldSet.Builder metadata(String plugin, ByteString content, int dataClass) {
    UnknownFieldSet data = UnknownFieldSet.newBuilder().addField(1, Fields.text(plugin))
        .addField(2, Fields.bytes(content)).build();
    return UnknownFieldSet.newBuilder().addField(1, Fields.message(data)).addField(4, Fields.integer(dataClass));
  }

  /**
   * Returns {@code value} with a description of its tag, which TensorBoard shows beside the title of a chart.
   * TensorBoard's default loader keeps a description only if the metadata name the plugin and the class of the data.
   *
   * @param value result of {@link #scalar}, {@link #image} or {@link #histogram}
   */
  static UnknownFieldSet described(UnknownFieldSet value, String description) {
    UnknownFieldSet.Builder metadata;
    if (value.hasField(SIMPLE_VALUE)) {
      metadata = metadata("scalars", SCALAR_CLASS);
    } else {
      metadata = value.hasField(IMAGE) ? metadata("images", BLOB_SEQUENCE_CLASS)
          : metadata("histograms", TENSOR_CLASS);
    }
    UnknownFieldSet described = metadata.addField(3, Fields.text(description)).build();
    return UnknownFieldSet.newBuilder(value).addField(METADATA, Fields.message(described)).build();
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
    return UnknownFieldSet.newBuilder().addField(1, Fields.number(wallTime)).addField(STEP, Fields.integer(step));
  }
}
