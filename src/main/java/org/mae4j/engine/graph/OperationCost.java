package org.mae4j.engine.graph;

/**
 * What an operation of a plan takes at least.
 *
 * @param flops floating-point operations of its matrix products, two for a multiply-add
 * @param bytes size of its inputs and outputs
 */
public record OperationCost(double flops, double bytes) {}
