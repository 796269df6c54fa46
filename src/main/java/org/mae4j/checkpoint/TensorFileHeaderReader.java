package org.mae4j.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a header that may be damaged or hostile: each of its values is checked before it is used. */
final class TensorFileHeaderReader {
  /** Nesting of the root, a tensor and its shape. */
  private static final int DEEPEST = 3;
  private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // its table can be flooded with colliding names
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
          .maxNameLength(TensorFileHeader.LONGEST).build())
      .build()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Set<String> KEYS = Set.of("dtype", "shape", "data_offsets");

  private final Path file;

  TensorFileHeaderReader(Path file) {
    this.file = file;
  }

  /**
   * Returns the header in {@code json} of a file that any program wrote: its metadata may be missing, and its tensors
   * may be listed in another order than that of their bytes.
   *
   * @param dataBytes number of bytes after it in the file
   * @throws CheckpointException if it is malformed or does not describe exactly those bytes
   */
  TensorFileHeader readForeign(byte[] json, long dataBytes) {
    JsonNode root = parse(json);
    SortedMap<String, String> metadata =
        root.has(TensorFileHeader.METADATA) ? metadata(root.path(TensorFileHeader.METADATA)) : new TreeMap<>();
    List<Map.Entry<String, JsonNode>> ordered = new ArrayList<>(root.properties());
    ordered.sort(Comparator.comparingLong(property -> property.getValue().path("data_offsets").path(0).asLong()));
    return new TensorFileHeader(metadata, tensors(ordered, dataBytes));
  }

  /**
   * Returns the header in {@code json}.
   *
   * @param dataBytes number of bytes after it in the file
   * @throws CheckpointException if it is malformed, of another version, or does not describe exactly those bytes
   */
  TensorFileHeader read(byte[] json, long dataBytes) {
    JsonNode root = parse(json);
    SortedMap<String, String> metadata = metadata(root.path(TensorFileHeader.METADATA));
    String version = metadata.get(TensorFileHeader.VERSION_KEY);
    check(version != null, "not a tensor file of mae4j: its metadata has no " + TensorFileHeader.VERSION_KEY);
    check(version.equals(TensorFileHeader.VERSION),
        "of version " + version + ", this program reads version " + TensorFileHeader.VERSION);
    check(metadata.getOrDefault(TensorFileHeader.DIGEST_KEY, "").matches("[0-9a-f]{64}"), "has no digest of 64 digits");
    return new TensorFileHeader(metadata, tensors(root.properties(), dataBytes));
  }

  private List<StoredTensor> tensors(Collection<Map.Entry<String, JsonNode>> properties, long dataBytes) {
    List<StoredTensor> tensors = new ArrayList<>();
    long end = 0;
    for (Map.Entry<String, JsonNode> property : properties) {
      if (!property.getKey().equals(TensorFileHeader.METADATA)) {
        tensors.add(tensor(property.getKey(), property.getValue(), end));
        end = tensors.get(tensors.size() - 1).end();
      }
    }
    check(end <= dataBytes, "truncated: " + dataBytes + " bytes of tensors, its header announces " + end);
    check(end == dataBytes, (dataBytes - end) + " bytes longer than its header announces");
    return tensors;
  }

  private JsonNode parse(byte[] json) {
    try {
      // Decoded here, because the parser would take a header of zeros and letters for UTF-16.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      check(text.startsWith("{"), "its header is not a JSON object");
      return JSON.readTree(text);
    } catch (CharacterCodingException e) {
      throw new CheckpointException(file, "its header is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new CheckpointException(file, "its header is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private SortedMap<String, String> metadata(JsonNode node) {
    check(node.isObject(), "not a tensor file of mae4j: it has no " + TensorFileHeader.METADATA);
    SortedMap<String, String> metadata = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      check(entry.getValue().isTextual(), "metadata " + entry.getKey() + " is not a string");
      metadata.put(entry.getKey(), entry.getValue().textValue());
    }
    return metadata;
  }

  private StoredTensor tensor(String name, JsonNode node, long expectedBegin) {
    check(node.isObject() && node.size() == KEYS.size() && KEYS.stream().allMatch(node::has),
        "tensor " + name + " needs exactly dtype, shape and data_offsets");
    String dtype = node.get("dtype").asText();
    ElementType type = ElementType.named(dtype)
        .orElseThrow(() -> new CheckpointException(file, "tensor " + name + " has unknown dtype " + dtype));
    long[] shape = numbers(name, node, "shape", 1);
    long[] offsets = numbers(name, node, "data_offsets", 0);
    check(offsets.length == 2 && offsets[0] <= offsets[1], "tensor " + name + " needs two data_offsets in order");
    check(offsets[0] == expectedBegin,
        "tensor " + name + " starts at byte " + offsets[0] + ", the one before ends at " + expectedBegin);
    long bytes = offsets[1] - offsets[0];
    check(bytes(name, type, shape) == bytes, "tensor " + name + " of shape " + StoredTensor.describe(shape)
        + " and dtype " + type + " does not fill " + bytes + " bytes");
    return new StoredTensor(name, type, shape, offsets[0], offsets[1]);
  }

  private long bytes(String name, ElementType type, long[] shape) {
    try {
      return StoredTensor.bytes(type, shape);
    } catch (ArithmeticException e) {
      throw new CheckpointException(file,
          "tensor " + name + " of shape " + StoredTensor.describe(shape) + " is too large");
    }
  }

  private long[] numbers(String name, JsonNode node, String key, long least) {
    JsonNode array = node.get(key);
    check(array.isArray(), "tensor " + name + ": " + key + " is not an array");
    long[] numbers = new long[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = array.get(i);
      check(number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= least,
          "tensor " + name + ": " + key + " holds " + number.asText() + ", not a whole number from " + least + " on");
      numbers[i] = number.longValue();
    }
    return numbers;
  }

  private void check(boolean valid, String problem) {
    if (!valid) {
      throw new CheckpointException(file, problem);
    }
  }
}
