package org.mae4j.model.layer;

import java.util.List;
import java.util.stream.Stream;
import org.mae4j.ops.BiasGelu;
import org.mae4j.ops.LayerNorm;
import org.mae4j.ops.Linear;
import org.mae4j.ops.MatMul;
import org.mae4j.ops.QueryKeyValue;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph under construction, for a fixed batch size, over parameters that it shares with other graphs.
 * The layers that every part of the model is made of stand here. Activations are rows: {@code [rows, width]}, a row a
 * token, because SameDiff multiplies only matrices of equal rank.
 */
public final class Graph {
  private final SameDiff sameDiff = SameDiff.create();
  private final Parameters parameters;
  private final double layerNormEpsilon;

  public Graph(Parameters parameters, double layerNormEpsilon) {
    this.parameters = parameters;
    this.layerNormEpsilon = layerNormEpsilon;
  }

  public SameDiff sameDiff() {
    return sameDiff;
  }

  public DataType type() {
    return parameters.type();
  }

  public SDVariable parameter(String name, ParameterKind kind, long... shape) {
    return sameDiff.hasVariable(name)
        ? sameDiff.getVariable(name)
        : sameDiff.var(name, parameters.getOrCreate(name, kind, shape));
  }

  public SDVariable constant(String name, INDArray value) {
    return sameDiff.constant(name, value.castTo(type()));
  }

  /** {@code x·W + b}: rows {@code [R, in]} to {@code [R, out]}. */
  public SDVariable linear(String name, SDVariable rows, int in, int out) {
    return Linear.apply(rows, weight(name, in, out), bias(name, out));
  }

  /** {@code r + x·W + b}: residual rows {@code [R, out]} and rows {@code [R, in]} to {@code [R, out]}. */
  public SDVariable linearOnto(String name, SDVariable residual, SDVariable rows, int in, int out) {
    return Linear.onto(residual, rows, weight(name, in, out), bias(name, out));
  }

  /** Queries, keys and values side by side: rows {@code [R, width]} to {@code [R, 3·width]}. */
  SDVariable queriesKeysValues(String name, SDVariable rows, int width) {
    List<SDVariable> layers = Stream.of(".query", ".key", ".value").map(name::concat)
        .flatMap(layer -> Stream.of(weight(layer, width, width), bias(layer, width))).toList();
    return QueryKeyValue.apply(rows, layers);
  }

  /**
   * Layer norm over the width (Ba et al., arXiv 1607.06450) with epsilon added to the variance, which SameDiff's own
   * does not have: rows {@code [R, width]} to {@code [R, width]}.
   */
  public SDVariable layerNorm(String name, SDVariable rows, int width) {
    SDVariable gain = parameter(name + ".weight", ParameterKind.GAIN, width);
    return LayerNorm.apply(rows, gain, bias(name, width), layerNormEpsilon);
  }

  /** {@code gelu(x·W + b)}, exact: rows {@code [R, in]} to {@code [R, out]}. */
  public SDVariable linearGelu(String name, SDVariable rows, int in, int out) {
    return BiasGelu.apply(MatMul.apply(rows, weight(name, in, out)), bias(name, out));
  }

  private SDVariable weight(String layer, int in, int out) {
    return parameter(layer + ".weight", ParameterKind.WEIGHT, in, out);
  }

  private SDVariable bias(String layer, int out) {
    return parameter(layer + ".bias", ParameterKind.BIAS, out);
  }
}
