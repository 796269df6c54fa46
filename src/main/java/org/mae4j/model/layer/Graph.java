package org.mae4j.model.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mae4j.ops.BiasGelu;
import org.mae4j.ops.LayerNorm;
import org.mae4j.ops.attention.Attention;
import org.mae4j.ops.attention.CrossAttention;
import org.mae4j.ops.attention.QueryKeyValue;
import org.mae4j.ops.linear.Linear;
import org.mae4j.ops.linear.MatMul;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph under construction, for a fixed batch size, over parameters that it shares with other graphs. It
 * offers the layers that models consist of, and records them: {@link #layers()} describes the model.
 */
public final class Graph {
  private final SameDiff sameDiff = SameDiff.create();
  private final Optional<Parameters> parameters;
  private final double layerNormEpsilon;
  private final LayerRecorder recorder = new LayerRecorder();

  private Graph(Optional<Parameters> parameters, double layerNormEpsilon) {
    this.parameters = parameters;
    this.layerNormEpsilon = layerNormEpsilon;
  }

  /**
   * Creates a graph over {@code parameters}.
   *
   * @param layerNormEpsilon added to the variance in layer norm, above 0
   */
  public Graph(Parameters parameters, double layerNormEpsilon) {
    this(Optional.of(parameters), layerNormEpsilon);
  }

  /** Returns a graph that only describes a model: it has no arrays, however large the model is, and cannot run. */
  public static Graph description() {
    return new Graph(Optional.empty(), 1);
  }

  public SameDiff sameDiff() {
    return sameDiff;
  }

  /** Returns the type of parameters and activations. */
  public DataType type() {
    return parameters.map(Parameters::type).orElse(DataType.FLOAT);
  }

  /** Returns the layers in the order in which they are computed. */
  public List<LayerSummary> layers() {
    return recorder.layers();
  }

  /** Returns a trainable parameter of the given shape, which graphs over the same {@link Parameters} share by name. */
  public SDVariable parameter(String name, ParameterKind kind, long... shape) {
    if (sameDiff.hasVariable(name)) {
      return sameDiff.getVariable(name);
    }
    return parameters.map(all -> sameDiff.var(name, all.getOrCreate(name, kind, shape)))
        .orElseGet(() -> sameDiff.placeHolder(name, type(), shape));
  }

  /** Returns a constant of the given shape, whose value is computed only if the graph can run. */
  public SDVariable constant(String name, Supplier<INDArray> value, long... shape) {
    return parameters.isPresent() ? sameDiff.constant(name, value.get().castTo(type()))
        : sameDiff.placeHolder(name, type(), shape);
  }

  /**
   * Records an operation that none of the methods here adds.
   *
   * @param output of the operation
   * @param weights parameters that it uses
   * @param multiplyAdds of its matrix products for the whole batch
   * @param kept values of the whole batch that the gradient needs
   */
  public void record(LayerPath path, Activations output, List<ParameterSpec> weights, long multiplyAdds, long kept) {
    recorder.add(path, output.shape(), weights, multiplyAdds, kept);
  }

  /** Adds a linear layer, {@code x·W + b}: rows {@code [R, in]} to {@code [R, out]}. */
  public Activations linear(LayerPath path, Activations rows, int out) {
    Affine layer = affine(path, rows.width(), out);
    return recordLinear(path, rows, rows.with(Linear.apply(rows.rows(), layer.weight(), layer.bias()), out), 1);
  }

  /** Adds a linear layer to a residual, {@code r + x·W + b}: rows {@code [R, out]} and {@code [R, in]} to {@code [R, out]}. */
  public Activations linearOnto(LayerPath path, Activations residual, Activations rows) {
    Affine layer = affine(path, rows.width(), residual.width());
    SDVariable sum = Linear.onto(residual.rows(), rows.rows(), layer.weight(), layer.bias()); // [R, out]
    return recordLinear(path, rows, residual.with(sum, residual.width()), 1);
  }

  /** Adds a linear layer with exact GELU, {@code gelu(x·W + b)}: rows {@code [R, in]} to {@code [R, out]}. */
  public Activations linearGelu(LayerPath path, Activations rows, int out) {
    Affine layer = affine(path, rows.width(), out);
    SDVariable hidden = BiasGelu.apply(MatMul.apply(rows.rows(), layer.weight()), layer.bias()); // [R, out]
    // The gradient needs the values before and after GELU.
    return recordLinear(path, rows, rows.with(hidden, out), 2);
  }

  /**
   * Adds multi-head self-attention without the linear layer after it (Vaswani et al., arXiv 1706.03762, section 3.2),
   * within each image: rows {@code [B·T, D]} to the joined heads {@code [B·T, D]}.
   */
  public Activations selfAttention(LayerPath path, Activations rows, int heads) {
    int width = rows.width();
    List<ParameterSpec> weights = Stream.of("query", "key", "value")
        .flatMap(name -> affineSpecs(path.part(name), width, width).stream()).toList();
    SDVariable projected =
        QueryKeyValue.apply(rows.rows(), weights.stream().map(this::parameter).toList()); // [B·T, 3D]
    Activations joined =
        rows.with(Attention.apply(projected, rows.batch(), rows.tokens(), heads), width); // [B·T, D]
    long pairs = rows.count() * rows.tokens();
    // Kept: queries, keys, values and joined heads, and the scores of each head before and after the softmax.
    record(path, joined, weights, 3 * rows.count() * width * width + 2 * pairs * width,
        4 * rows.count() * width + 2 * heads * pairs);
    return joined;
  }

  /**
   * Adds multi-head attention from the tokens of {@code queries} to those of {@code context}, without the linear layer
   * after it: {@code [B·Q, D]} and {@code [B·K, C]} to the joined heads {@code [B·Q, D]}.
   */
  public Activations crossAttention(LayerPath path, Activations queries, Activations context, int heads) {
    int width = queries.width();
    List<SDVariable> parts = new ArrayList<>();
    List<ParameterSpec> weights = new ArrayList<>();
    for (String name : List.of("query", "key", "value")) {
      Activations from = name.equals("query") ? queries : context;
      Affine layer = affine(path.part(name), from.width(), width);
      parts.add(Linear.apply(from.rows(), layer.weight(), layer.bias())); // [B·Q, D] or [B·K, D]
      weights.addAll(affineSpecs(path.part(name), from.width(), width));
    }
    Activations joined = queries.with(CrossAttention.apply(parts.get(0), parts.get(1), parts.get(2), queries.batch(),
        queries.tokens(), context.tokens(), heads), width); // [B·Q, D]
    long pairs = queries.count() * context.tokens();
    record(path, joined, weights,
        queries.count() * width * width + 2 * context.count() * context.width() * width + 2 * pairs * width,
        2 * (queries.count() + context.count()) * width + 2 * heads * pairs);
    return joined;
  }

  /**
   * Adds layer norm over the width (Ba et al., arXiv 1607.06450) with epsilon added to the variance, which SameDiff's own
   * does not have: rows {@code [R, D]} to {@code [R, D]}.
   */
  public Activations layerNorm(LayerPath path, Activations rows) {
    ParameterSpec gain = spec(path, "weight", ParameterKind.GAIN, rows.width());
    ParameterSpec bias = spec(path, "bias", ParameterKind.BIAS, rows.width());
    SDVariable normalized = LayerNorm.apply(rows.rows(), parameter(gain), parameter(bias), layerNormEpsilon); // [R, D]
    Activations output = rows.with(normalized, rows.width());
    record(path, output, List.of(gain, bias), 0, rows.count() * rows.width());
    return output;
  }

  private Activations recordLinear(LayerPath path, Activations rows, Activations output, int copies) {
    record(path, output, affineSpecs(path, rows.width(), output.width()),
        rows.count() * rows.width() * output.width(), copies * rows.count() * output.width());
    return output;
  }

  /** The parameters of a linear layer: {@code [in, out]} and {@code [out]}. */
  private record Affine(SDVariable weight, SDVariable bias) {}

  private Affine affine(LayerPath path, int in, int out) {
    List<ParameterSpec> specs = affineSpecs(path, in, out);
    return new Affine(parameter(specs.get(0)), parameter(specs.get(1)));
  }

  private static List<ParameterSpec> affineSpecs(LayerPath path, int in, int out) {
    return List.of(spec(path, "weight", ParameterKind.WEIGHT, in, out), spec(path, "bias", ParameterKind.BIAS, out));
  }

  private static ParameterSpec spec(LayerPath path, String name, ParameterKind kind, long... shape) {
    return new ParameterSpec(path.prefix() + "." + name, kind, Arrays.stream(shape).boxed().toList());
  }

  private SDVariable parameter(ParameterSpec spec) {
    return parameter(spec.name(), spec.kind(), spec.shape().stream().mapToLong(Long::longValue).toArray());
  }
}
