package org.mae4j.record.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.WireFormat;

/** Reads event files by the published format, and shares no code with the writer. */
public final class EventFile {
  private static final int CASTAGNOLI_REVERSED = 0x82F63B78;

  private EventFile() {}

  /**
   * A message of the file.
   *
   * @param tag empty unless it has a value
   * @param value a Float, an {@link Image}, a {@link Buckets}, a {@link Markdown} or a
   *     {@link SessionFile.SessionData}; a String for the version of the file, an Integer for
   *     the status of a session
   * @param description description of the tag; may be empty
   */
  public record Event(double wallTime, long step, String tag, Object value, String description) {
    Event(double wallTime, long step, String tag, Object value) {
      this(wallTime, step, tag, value, "");
    }

    /** Returns whether the value is a speed or a memory size, which differ between runs. */
    public boolean isOfTheMachine() {
      return tag.contains("/system/");
    }

    Event with(long atStep, String withTag, Object withValue) {
      return new Event(wallTime, atStep, withTag, withValue, description);
    }
  }

  /** An image, with the size that the message gives. */
  public record Image(int height, int width, int colorSpace, List<Byte> encoded) {
    /** The PNG file. */
    public byte[] bytes() {
      byte[] bytes = new byte[encoded.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = encoded.get(i);
      }
      return bytes;
    }
  }

  /** A text. */
  public record Markdown(String text) {}

  /** A histogram. */
  public record Buckets(double min, double max, double num, double sum, double sumSquares, List<Double> limits,
      List<Double> counts) {}

  /** Returns the only event file in a folder. */
  public static Path in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith("events.out.tfevents.")).toList();
      if (found.size() != 1) {
        throw new AssertionError("expected one event file, found " + found);
      }
      return found.get(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns all messages of a file, each of which must be complete. */
  public static List<Event> read(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      byte[] length = take(bytes, 8);
      byte[] data = take(bytes, Math.toIntExact(ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()));
      events.add(event(CodedInputStream.newInstance(data)));
    }
    return events;
  }

  private static byte[] take(ByteBuffer bytes, int count) {
    byte[] taken = new byte[count];
    bytes.get(taken);
    if (bytes.getInt() != masked(crc(taken))) {
      throw new AssertionError("checksum before byte " + bytes.position());
    }
    return taken;
  }

  /** CRC-32C, bit by bit (RFC 3720, appendix B.4). */
  static int crc(byte[] data) {
    int crc = -1;
    for (byte value : data) {
      crc ^= value & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : CASTAGNOLI_REVERSED);
      }
    }
    return ~crc;
  }

  /** Returns the masked CRC, as TensorFlow's guide defines it. */
  static int masked(int crc) {
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }

  private static Event event(CodedInputStream in) throws IOException {
    Event event = new Event(Double.NaN, 0, "", "");
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(field)) {
        case 1 -> event = new Event(in.readDouble(), event.step(), event.tag(), event.value());
        case 2 -> event = event.with(in.readInt64(), event.tag(), event.value());
        case 3 -> event = event.with(event.step(), "", in.readString());
        case 5 -> event = summary(event, only(in.readByteArray(), 1));
        case 7 -> event = event.with(event.step(), "", status(in.readByteArray()));
        default -> throw new AssertionError("field " + field);
      }
    }
    return event;
  }

  private static int status(byte[] message) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    if (WireFormat.getTagFieldNumber(in.readTag()) != 1) {
      throw new AssertionError("expected a status");
    }
    return in.readEnum();
  }

  private static byte[] only(byte[] message, int number) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    int found = WireFormat.getTagFieldNumber(in.readTag());
    byte[] value = in.readByteArray();
    if (found != number || !in.isAtEnd()) {
      throw new AssertionError("expected one field, " + number);
    }
    return value;
  }

  private static Event summary(Event event, byte[] value) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(value);
    Event found = event;
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      Object old = found.value();
      switch (WireFormat.getTagFieldNumber(field)) {
        case 1 -> found = found.with(event.step(), in.readString(), old);
        case 2 -> found = found.with(event.step(), found.tag(), in.readFloat());
        case 4 -> found = found.with(event.step(), found.tag(), image(in.readByteArray()));
        case 5 -> found = found.with(event.step(), found.tag(), buckets(in.readByteArray()));
        case 8 -> found = found.with(event.step(), found.tag(), tensor(in.readByteArray(), found));
        case 9 -> found = metadata(in.readByteArray(), found);
        default -> throw new AssertionError("field " + field);
      }
    }
    return found;
  }

  /** Reads the description of a tag, or the content for a plugin. TensorBoard ignores metadata without a data class. */
  private static Event metadata(byte[] message, Event event) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    Event found = event;
    boolean hasClass = false;
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(field)) {
        case 1 -> found = found.with(event.step(), event.tag(), plugin(in.readByteArray(), event.value()));
        case 3 -> found = new Event(found.wallTime(), found.step(), found.tag(), found.value(), in.readString());
        case 4 -> {
          assertEquals(dataClass(found.value()), in.readEnum());
          hasClass = true;
        }
        default -> throw new AssertionError("field " + field);
      }
    }
    return hasClass ? found : event;
  }

  private static Object plugin(byte[] message, Object value) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    in.readTag();
    String name = in.readString();
    in.readTag();
    byte[] content = in.readByteArray();
    switch (name) {
      case "hparams" -> {
        return SessionFile.read(content);
      }
      case "scalars" -> assertInstanceOf(Float.class, value);
      case "images" -> assertInstanceOf(Image.class, value);
      case "histograms" -> assertInstanceOf(Buckets.class, value);
      default -> assertEquals("text", name);
    }
    return value;
  }

  private static int dataClass(Object value) {
    return value instanceof Float ? 1 : value instanceof Image ? 3 : 2;
  }

  /** Reads a text; the tensor of another plugin's data is a single zero. */
  private static Object tensor(byte[] message, Event event) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    Object found = event.value();
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(field)) {
        case 1 -> in.readEnum();
        case 2 -> in.readByteArray();
        case 5 -> assertEquals(0f, in.readFloat());
        case 8 -> found = new Markdown(in.readString());
        default -> throw new AssertionError("field " + field);
      }
    }
    return found;
  }

  private static Image image(byte[] message) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    int[] numbers = new int[4];
    List<Byte> encoded = new ArrayList<>();
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      int number = WireFormat.getTagFieldNumber(field);
      if (number == 4) {
        for (byte value : in.readByteArray()) {
          encoded.add(value);
        }
      } else {
        numbers[number] = in.readInt32();
      }
    }
    return new Image(numbers[1], numbers[2], numbers[3], encoded);
  }

  private static Buckets buckets(byte[] message) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    double[] numbers = new double[6];
    List<List<Double>> lists = List.of(new ArrayList<>(), new ArrayList<>());
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      int number = WireFormat.getTagFieldNumber(field);
      if (number >= 6) {
        int limit = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
          lists.get(number - 6).add(in.readDouble());
        }
        in.popLimit(limit);
      } else {
        numbers[number] = in.readDouble();
      }
    }
    return new Buckets(numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], lists.get(0), lists.get(1));
  }
}
