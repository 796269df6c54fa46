package org.mae4j.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mae4j.base.text.CsvText;
import org.mae4j.eval.Scores;
import org.mae4j.library.ClassPrediction;
import org.mae4j.library.ClassProbability;

/**
 * The predicted classes of images for other programs.
 *
 * @param classifier noun for the classifier
 * @param predictions predictions with at most {@code top} classes each
 * @param scores results on images whose classes are known; empty if one is not
 */
public record PredictedImages(String classifier, List<String> classNames, int top, List<ClassPrediction> predictions,
    Optional<Scores> scores) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Returns the predictions, of which the actual classes are known if each image has one of the classifier's. */
  public static PredictedImages of(String classifier, List<String> classNames, int top,
      List<ClassPrediction> predictions) {
    int[] actual = predictions.stream()
        .mapToInt(prediction -> prediction.image().label().map(classNames::indexOf).orElse(-1)).toArray();
    int[] predicted = predictions.stream().mapToInt(prediction -> prediction.best().index()).toArray();
    boolean known = actual.length > 0 && Arrays.stream(actual).allMatch(label -> label >= 0);
    return new PredictedImages(classifier, classNames, top, predictions,
        known ? Optional.of(Scores.of(predicted, actual, classNames.size())) : Optional.empty());
  }

  /** Returns the folders of images that have no class of the classifier as their name, without repeats. */
  public List<String> unknownLabels() {
    return predictions.stream().flatMap(prediction -> prediction.image().label().stream()).distinct()
        .filter(label -> !classNames.contains(label)).toList();
  }

  /** Returns a line for each image, below a header: its path, its class if it is known, and the predicted classes. */
  public String csv() {
    List<String> header = new ArrayList<>(List.of("image", "label"));
    for (int rank = 1; rank <= top; rank++) {
      header.addAll(List.of("class" + rank, "probability" + rank));
    }
    return CsvText.line(header) + predictions.stream().map(PredictedImages::line).collect(Collectors.joining());
  }

  private static String line(ClassPrediction prediction) {
    List<String> cells = new ArrayList<>(List.of(prediction.image().text(), prediction.image().label().orElse("")));
    for (ClassProbability each : prediction.classes()) {
      cells.addAll(List.of(each.name(), Double.toString(each.probability())));
    }
    return CsvText.line(cells);
  }

  /** Returns an object with the predictions, and the accuracy and the confusion matrix if the classes are known. */
  public String json() {
    ObjectNode root = MAPPER.createObjectNode().put("classifier", classifier);
    root.set("classNames", MAPPER.valueToTree(classNames));
    scores.ifPresent(known -> {
      root.put("accuracy", known.accuracy()).put("macroF1", known.macroF1());
      known.confusion().ifPresent(matrix -> root.set("confusion", MAPPER.valueToTree(matrix)));
    });
    ArrayNode images = root.putArray("images");
    predictions.forEach(prediction -> add(images.addObject(), prediction));
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always written", e);
    }
  }

  private static void add(ObjectNode node, ClassPrediction prediction) {
    node.put("image", prediction.image().text());
    prediction.image().label().ifPresent(label -> node.put("label", label));
    ArrayNode classes = node.putArray("classes");
    prediction.classes()
        .forEach(each -> classes.addObject().put("class", each.name()).put("probability", each.probability()));
  }
}
