package org.mae4j.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The header of a tensor file.
 *
 * @param metadata including the reserved keys
 * @param tensors in the order of their bytes, without gaps
 */
record TensorFileHeader(SortedMap<String, String> metadata, List<StoredTensor> tensors) {
  static final String METADATA = "__metadata__";
  static final String VERSION_KEY = "mae4j.version";
  static final String DIGEST_KEY = "mae4j.sha256";
  static final String VERSION = "1";
  /** Replaces the digest while it is computed. */
  static final String NO_DIGEST = "0".repeat(64);
  /** Number of bytes before the JSON, which hold its length. */
  static final int LENGTH_BYTES = Long.BYTES;
  /**
   * Largest number of bytes of JSON; hundreds of tensors take about 100 KB, and a reader needs a multiple of it in
   * memory.
   */
  static final int LONGEST = 4 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALIGNMENT = 8;

  /**
   * Returns the header of a new file. Tensors are ordered by type, the widest first, so that each is aligned to its
   * type, and then by name, so that equal content gives equal bytes.
   *
   * @throws IllegalArgumentException if a name or key is reserved, or an array is empty or of an unsupported type
   */
  static TensorFileHeader of(Map<String, INDArray> arrays, Map<String, String> metadata) {
    SortedMap<String, String> entries = new TreeMap<>(metadata);
    if (entries.containsKey(VERSION_KEY) || entries.containsKey(DIGEST_KEY) || arrays.containsKey(METADATA)) {
      throw new IllegalArgumentException("reserved: " + List.of(VERSION_KEY, DIGEST_KEY, METADATA));
    }
    entries.put(VERSION_KEY, VERSION);
    entries.put(DIGEST_KEY, NO_DIGEST);
    return new TensorFileHeader(entries, layOut(arrays));
  }

  private static List<StoredTensor> layOut(Map<String, INDArray> arrays) {
    List<Map.Entry<String, INDArray>> ordered = new ArrayList<>(arrays.entrySet());
    ordered.sort(Comparator
        .comparing((Map.Entry<String, INDArray> entry) -> -ElementType.of(entry.getValue().dataType()).bytes())
        .thenComparing(Map.Entry::getKey));
    List<StoredTensor> tensors = new ArrayList<>();
    long begin = 0;
    for (Map.Entry<String, INDArray> entry : ordered) {
      StoredTensor tensor = place(entry.getKey(), entry.getValue(), begin);
      tensors.add(tensor);
      begin = tensor.end();
    }
    return tensors;
  }

  private static StoredTensor place(String name, INDArray array, long begin) {
    if (array.isEmpty()) {
      throw new IllegalArgumentException("tensor " + name + " is empty");
    }
    ElementType type = ElementType.of(array.dataType());
    long[] shape = array.shape();
    return new StoredTensor(name, type, shape, begin, Math.addExact(begin, StoredTensor.bytes(type, shape)));
  }

  /** Returns the bytes of all tensors. */
  long dataBytes() {
    return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
  }

  /**
   * Returns the first bytes of the file: length and JSON, padded with spaces so that the tensors are aligned.
   *
   * @throws IllegalArgumentException if the header is too long to be read again
   */
  byte[] encode() {
    byte[] json = json();
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (padded > LONGEST) {
      throw new IllegalArgumentException("the header has " + padded + " bytes, at most " + LONGEST + " can be read");
    }
    byte[] bytes = new byte[LENGTH_BYTES + padded];
    Arrays.fill(bytes, (byte) ' ');
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
    return bytes;
  }

  private byte[] json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode entries = root.putObject(METADATA);
    metadata.forEach(entries::put);
    for (StoredTensor tensor : tensors) {
      ObjectNode node = root.putObject(tensor.name()).put("dtype", tensor.type().name());
      Arrays.stream(tensor.shape()).forEach(node.putArray("shape")::add);
      node.putArray("data_offsets").add(tensor.begin()).add(tensor.end());
    }
    try {
      // This encoder refuses half a surrogate pair. JSON's own writer passes some, which no reader accepts.
      ByteBuffer text = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(JSON.writeValueAsString(root)));
      byte[] bytes = new byte[text.remaining()];
      text.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new IllegalArgumentException("names or metadata are not Unicode text", e);
    }
  }

  /** Returns the index in {@link #encode}'s bytes of the zeros that the digest replaces. */
  static int digestPosition(byte[] encoded) {
    String start = '"' + DIGEST_KEY + "\":\"";
    // Latin 1 maps every byte to one character, so indices agree. Quotes within values are escaped, so only the
    // key itself matches.
    return new String(encoded, StandardCharsets.ISO_8859_1).indexOf(start + NO_DIGEST) + start.length();
  }
}
