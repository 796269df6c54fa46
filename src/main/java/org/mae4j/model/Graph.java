package org.mae4j.model;

import org.mae4j.kernel.BiasGelu;
import org.mae4j.kernel.LayerNorm;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph under construction, for a fixed batch size, over parameters that it shares with other graphs.
 * The layers that every part of the model is made of stand here. Activations are rows: {@code [rows, width]}, a row a
 * token, because SameDiff multiplies only matrices of equal rank.
 */
final class Graph {
  private final SameDiff sameDiff = SameDiff.create();
  private final Parameters parameters;
  private final double layerNormEpsilon;

  Graph(Parameters parameters, double layerNormEpsilon) {
    this.parameters = parameters;
    this.layerNormEpsilon = layerNormEpsilon;
  }

  SameDiff sameDiff() {
    return sameDiff;
  }

  DataType type() {
    return parameters.type();
  }

  SDVariable parameter(String name, ParameterKind kind, long... shape) {
    return sameDiff.hasVariable(name)
        ? sameDiff.getVariable(name)
        : sameDiff.var(name, parameters.getOrCreate(name, kind, shape));
  }

  SDVariable constant(String name, INDArray value) {
    return sameDiff.constant(name, value.castTo(type()));
  }

  /** {@code x·W + b}: rows {@code [R, in]} to {@code [R, out]}. */
  SDVariable linear(String name, SDVariable rows, int in, int out) {
    SDVariable weight = parameter(name + ".weight", ParameterKind.WEIGHT, in, out);
    SDVariable bias = parameter(name + ".bias", ParameterKind.BIAS, out);
    return rows.mmul(weight).add(bias);
  }

  /**
   * Layer norm over the width (Ba et al., arXiv 1607.06450) with epsilon added to the variance, which SameDiff's own
   * does not have: rows {@code [R, width]} to {@code [R, width]}.
   */
  SDVariable layerNorm(String name, SDVariable rows, int width) {
    SDVariable gain = parameter(name + ".weight", ParameterKind.GAIN, width);
    SDVariable bias = parameter(name + ".bias", ParameterKind.BIAS, width);
    return LayerNorm.apply(rows, gain, bias, layerNormEpsilon);
  }

  /** {@code gelu(x·W + b)}, exact: rows {@code [R, in]} to {@code [R, out]}. */
  SDVariable linearGelu(String name, SDVariable rows, int in, int out) {
    SDVariable weight = parameter(name + ".weight", ParameterKind.WEIGHT, in, out);
    SDVariable bias = parameter(name + ".bias", ParameterKind.BIAS, out);
    return BiasGelu.apply(rows.mmul(weight), bias);
  }
}
