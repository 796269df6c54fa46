package org.mae4j.engine.graph;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * What some variables of a graph are computed from.
 *
 * @param sources constants, parameters and placeholders
 * @param operations in an order in which each follows those whose results it reads
 */
record NeededOperations(List<SDVariable> sources, List<SameDiffOp> operations) {
  static NeededOperations of(SameDiff graph, List<String> outputs) {
    DepthFirstSearch search =
        new DepthFirstSearch(graph, new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    outputs.forEach(search::visit);
    return new NeededOperations(search.sources.stream().map(graph::getVariable).toList(),
        search.ordered.stream().map(graph.getOps()::get).toList());
  }

  /** @param entered names of operations, some of whose inputs may not have been visited yet */
  private record DepthFirstSearch(SameDiff graph, Set<String> sources, Set<String> entered, Set<String> ordered) {
    void visit(String variable) {
      String producer = graph.getVariables().get(variable).getOutputOfOp();
      if (producer == null) {
        sources.add(variable);
      } else if (entered.add(producer)) {
        PlannedGraph.inputs(graph.getOps().get(producer)).forEach(this::visit);
        ordered.add(producer);
      }
    }
  }
}
