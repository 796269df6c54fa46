package org.mae4j.record.tensorboard;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.WireFormat;

/** Reads the data of TensorBoard's page HParams by its published messages, with nothing of what writes them. */
public final class SessionFile {
  private SessionFile() {}

  /**
   * The content of one message.
   *
   * @param kind 2 for the columns of the page, 3 for the settings of a run, 4 for its end
   * @param values of kind 2 the types of the settings by name and the labels of the metrics by tag, of kind 3 the values
   *     of the settings, of kind 4 the status
   */
  public record SessionData(int kind, Map<String, Object> values) {}

  static SessionData read(byte[] content) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(content);
    int kind = WireFormat.getTagFieldNumber(in.readTag());
    byte[] message = in.readByteArray();
    assertEnd(in);
    Map<String, Object> values = new TreeMap<>();
    CodedInputStream data = CodedInputStream.newInstance(message);
    for (int tag = data.readTag(); tag != 0; tag = data.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_FIXED64) {
        values.put("seconds", data.readDouble());
      } else if (kind == 4) {
        values.put("status", data.readEnum());
      } else {
        CodedInputStream entry = CodedInputStream.newInstance(data.readByteArray());
        if (kind == 2 && field == 5) {
          addMetric(entry, values);
        } else {
          addSetting(kind, entry, values);
        }
        assertEnd(entry);
      }
    }
    return new SessionData(kind, values);
  }

  private static void addMetric(CodedInputStream in, Map<String, Object> values) throws IOException {
    in.readTag();
    CodedInputStream name = CodedInputStream.newInstance(in.readByteArray());
    if (WireFormat.getTagFieldNumber(name.readTag()) != 2) {
      throw new AssertionError("expected a tag");
    }
    String tag = name.readString();
    in.readTag();
    values.put(tag, in.readString());
  }

  private static void addSetting(int kind, CodedInputStream in, Map<String, Object> values) throws IOException {
    in.readTag();
    String name = in.readString();
    in.readTag();
    values.put(name, kind == 2 ? (Object) in.readEnum() : value(CodedInputStream.newInstance(in.readByteArray())));
  }

  private static Object value(CodedInputStream in) throws IOException {
    int field = WireFormat.getTagFieldNumber(in.readTag());
    return switch (field) {
      case 2 -> in.readDouble();
      case 3 -> in.readString();
      case 4 -> in.readBool();
      default -> throw new AssertionError("field " + field);
    };
  }

  private static void assertEnd(CodedInputStream in) throws IOException {
    if (!in.isAtEnd()) {
      throw new AssertionError("unexpected bytes");
    }
  }
}
