package org.mae4j.record.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mae4j.base.file.DamagedFileException;
import org.mae4j.base.file.DurableFile;
import org.mae4j.record.JsonFile;

/**
 * The final metrics of a run: a tree whose values are reached by dotted keys, as in {@code knn.test.accuracy}.
 * Kept as JSON with sorted keys, so that the files of two runs can be compared line by line.
 */
public final class Results {
  /** Key of the group of the linear probe of the pre-trained encoder. */
  public static final String LINEAR_PROBE = "linearProbe";

  static final String CLASS_NAMES = "classNames";
  private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private final ObjectNode root;

  private Results(ObjectNode root) {
    this.root = root;
  }

  /** Returns results without metrics. */
  public static Results empty() {
    return new Results(MAPPER.createObjectNode());
  }

  /**
   * Reads the results in {@code file}; without metrics if the file does not exist.
   *
   * @throws DamagedFileException if the file holds no results; the message names it and the key
   * @throws IOException if the file cannot be read
   */
  public static Results read(Path file) throws IOException {
    JsonNode content = JsonFile.<JsonNode>read(file, "JSON", MAPPER::readTree).orElseGet(MAPPER::createObjectNode);
    if (!(content instanceof ObjectNode object)) {
      throw new DamagedFileException(file + ": expected a JSON object");
    }
    Optional<String> problem = ResultsFormat.problem(object);
    if (problem.isPresent()) {
      throw new DamagedFileException(file + ": " + problem.get());
    }
    return new Results(object);
  }

  /** Puts a number. @throws IllegalArgumentException if it is infinite or not a number */
  public Results put(String key, double value) {
    return set(key, MAPPER.getNodeFactory().numberNode(value));
  }

  public Results put(String key, long value) {
    return set(key, MAPPER.getNodeFactory().numberNode(value));
  }

  public Results put(String key, String value) {
    return set(key, MAPPER.getNodeFactory().textNode(value));
  }

  /** Puts a matrix, such as the counts of a confusion matrix: {@code [true class][predicted class]}. */
  public Results put(String key, int[][] value) {
    return set(key, MAPPER.valueToTree(value));
  }

  /** Puts numbers or texts. @throws IllegalArgumentException if a number is infinite or not a number */
  public Results put(String key, List<?> value) {
    return set(key, MAPPER.valueToTree(value));
  }

  /** Removes {@code key} and all keys below it, so that a repeated stage leaves nothing of its former results. */
  public Results remove(String key) {
    int dot = key.lastIndexOf('.');
    if (root.at(pointer(key.substring(0, Math.max(dot, 0)))) instanceof ObjectNode group) {
      group.remove(key.substring(dot + 1));
    }
    return this;
  }

  /** Returns the number at {@code key}; empty if there is none. */
  public OptionalDouble number(String key) {
    JsonNode node = root.at(pointer(key));
    return node.isNumber() ? OptionalDouble.of(node.doubleValue()) : OptionalDouble.empty();
  }

  /** Returns the matrix at {@code key}; empty if there is none. */
  public Optional<int[][]> matrix(String key) {
    JsonNode node = root.at(pointer(key));
    return node.isArray() ? Optional.of(MAPPER.convertValue(node, int[][].class)) : Optional.empty();
  }

  /** Returns the texts at {@code key}; empty if there are none. */
  public Optional<List<String>> texts(String key) {
    JsonNode node = root.at(pointer(key));
    return node.isArray() ? Optional.of(List.of(MAPPER.convertValue(node, String[].class))) : Optional.empty();
  }

  /** Returns all numbers and texts, by key. */
  public SortedMap<String, Object> scalars() {
    SortedMap<String, Object> scalars = new TreeMap<>();
    add(scalars, "", root);
    return scalars;
  }

  private static void add(SortedMap<String, Object> scalars, String prefix, JsonNode group) {
    group.properties().forEach(entry -> {
      String key = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        add(scalars, key + ".", value);
      } else if (value.isNumber()) {
        scalars.put(key, value.numberValue());
      } else if (value.isTextual()) {
        scalars.put(key, value.textValue());
      }
    });
  }

  /**
   * Puts the names of the classes that a classifier knows: for the whole run, or for {@code group} alone if the run has
   * other classes, because a stage was repeated on other data.
   *
   * @param group key of the group of the classifier
   */
  public Results putClassNames(String group, List<String> names) {
    Optional<List<String>> known = texts(CLASS_NAMES);
    return known.isEmpty() ? put(CLASS_NAMES, names)
        : known.get().equals(names) ? this : put(group + "." + CLASS_NAMES, names);
  }

  /** Returns the names of the classes that a classifier knows, or else those of the run; empty if none are recorded. */
  public Optional<List<String>> classNames(String group) {
    return texts(group + "." + CLASS_NAMES).or(() -> texts(CLASS_NAMES));
  }

  /** Returns the name of a class of a classifier; its number if the run did not record names. */
  public String className(String group, int label) {
    return classNames(group).filter(names -> label < names.size()).map(names -> names.get(label))
        .orElse("class " + label);
  }

  /** Returns the names of the first {@code count} classes of a classifier. */
  public List<String> classNames(String group, int count) {
    return IntStream.range(0, count).mapToObj(label -> className(group, label)).toList();
  }

  /** Replaces {@code file} as a whole. */
  public void write(Path file) throws IOException {
    DurableFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }

  private Results set(String key, JsonNode value) {
    require(key.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*"), key, "must be names joined by dots");
    requireFinite(key, value);
    String[] names = key.split("\\.");
    String last = names[names.length - 1];
    ObjectNode group = root;
    for (String name : Arrays.asList(names).subList(0, names.length - 1)) {
      require(!group.has(name) || group.get(name).isObject(), key, "'" + name + "' is a value, not a group");
      group = group.withObjectProperty(name);
    }
    require(!group.path(last).isObject(), key, "is a group, not a value");
    group.set(last, value);
    return this;
  }

  /** JSON has no infinite numbers, and a metric that is not a number is a failure, not a result. */
  private static void requireFinite(String key, JsonNode value) {
    require(!value.isNumber() || Double.isFinite(value.doubleValue()), key, "must be finite, is " + value);
    value.elements().forEachRemaining(element -> requireFinite(key, element));
  }

  private static void require(boolean valid, String key, String message) {
    if (!valid) {
      throw new IllegalArgumentException("'" + key + "': " + message);
    }
  }

  private static String pointer(String key) {
    return key.isEmpty() ? "" : "/" + key.replace('.', '/');
  }
}
