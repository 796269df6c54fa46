package org.mae4j.checkpoint.onnx;

import static org.mae4j.checkpoint.onnx.OnnxGraph.attribute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.mae4j.model.MaskedAutoencoder;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Translates a SameDiff graph to ONNX, operation by operation, so that the exported model is the one that is trained.
 * SameDiff's graphs have a fixed number of images. The graph is built for two numbers of images, and a difference
 * between the two shows what depends on it.
 */
final class GraphTranslator {
  private static final String WEIGHT = ".weight";

  private final SameDiff few;
  private final SameDiff more;
  private final OnnxGraph target;
  private final Map<String, Translation> operators;
  /** Names in the ONNX graph by names in the SameDiff graph. */
  private final Map<String, String> names = new HashMap<>();

  /** @param model builds the graph for a number of images */
  GraphTranslator(IntFunction<SameDiff> model, OnnxGraph target) {
    this.few = model.apply(GraphOperation.FEW);
    this.more = model.apply(GraphOperation.MORE);
    this.target = target;
    this.operators = OperatorTranslations.of(target);
  }

  /** Lets a value of the ONNX graph take the place of a placeholder. */
  void feed(String placeholder, String value) {
    names.put(placeholder, value);
  }

  /**
   * Adds the operations that a variable needs, and returns its name in the ONNX graph.
   *
   * @throws UntranslatableException if ONNX has no operators for one of them
   */
  String translate(String variable) {
    String known = names.get(variable);
    if (known != null) {
      return known;
    }
    String producer = few.getVariables().get(variable).getOutputOfOp();
    if (producer == null) {
      names.put(variable, source(few.getVariable(variable)));
    } else {
      SameDiffOp op = few.getOps().get(producer);
      List<String> inputs = op.getInputsToOp().stream().map(this::translate).toList();
      // Only the first output: the others are for gradients.
      names.put(op.getOutputsOfOp().get(0), translation(op).apply(
          new GraphOperation(name(op), op.getOp(), more.getOps().get(producer).getOp()), inputs));
    }
    return names.get(variable);
  }

  private Translation translation(SameDiffOp op) {
    String kind = op.getOp().opName();
    return Optional.ofNullable(operators.get(kind)).orElseThrow(() -> new UntranslatableException(kind));
  }

  /** Returns the layer whose weight an operation uses, or else the name of its output. */
  private static String name(SameDiffOp op) {
    return op.getInputsToOp().stream().filter(input -> input.endsWith(WEIGHT)).findFirst()
        .map(weight -> weight.substring(0, weight.length() - WEIGHT.length()))
        .orElseGet(() -> op.getOutputsOfOp().get(0));
  }

  /** Returns the layer that a part with the parameter {@code name} belongs to: {@code a.b} of {@code a.b.query.weight}. */
  static String layer(String name) {
    return name.replaceAll("\\.[^.]*\\.[^.]*$", "");
  }

  /** Adds a parameter or a constant. */
  private String source(SDVariable variable) {
    if (variable.getVariableType() == VariableType.PLACEHOLDER) {
      throw new IllegalArgumentException("nothing is fed to " + variable.name());
    }
    INDArray values = variable.getArr();
    INDArray larger = more.getVariable(variable.name()).getArr();
    return values.size(0) == larger.size(0) ? target.constants().array(variable.name(), values)
        : perImage(variable.name(), values, larger);
  }

  /**
   * Adds a constant that has as many rows as images: the rows of the first image, and a step to those of the next one.
   */
  private String perImage(String name, INDArray values, INDArray larger) {
    long rows = values.size(0) / GraphOperation.FEW;
    INDArray first = rows(values, 0, rows);
    INDArray step = rows(values, rows, 2 * rows).sub(first);
    if (larger.size(0) != rows * GraphOperation.MORE
        || !first.add(step.mul(2)).equals(rows(larger, 2 * rows, 3 * rows))) {
      throw new UntranslatableException("constant " + name);
    }
    String steps = target.node("Mul", name + ".steps",
        List.of(imageNumbers(values.dataType()),
            target.constants().array(name + ".step", step.reshape('c', 1, rows, -1))));
    String all = target.node("Add", name + ".all",
        List.of(target.constants().array(name + ".first", first.reshape('c', 1, rows, -1)), steps)); // [B, rows, columns]
    return target.node("Reshape", name, List.of(all, target.constants().integers(-1, values.size(1))));
  }

  /** Adds the numbers from 0 to the number of images, exclusive, {@code [B, 1, 1]}. */
  private String imageNumbers(DataType type) {
    String count = target.node("Squeeze", "imageCount", List.of(target.node("Shape", "imageShape",
        List.of(names.get(MaskedAutoencoder.IMAGES)), attribute("start", 0), attribute("end", 1))));
    String range = target.node("Range", "imageRange",
        List.of(target.constants().integer(0), count, target.constants().integer(1)));
    String numbers = target.node("Reshape", "imageNumbers", List.of(range, target.constants().integers(-1, 1, 1)));
    return target.node("Cast", "imageNumbers", List.of(numbers), attribute("to", OnnxConstants.type(type)));
  }

  private static INDArray rows(INDArray values, long from, long to) {
    return values.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c');
  }
}
