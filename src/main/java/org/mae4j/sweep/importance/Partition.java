package org.mae4j.sweep.importance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides a search space into boxes on which a tree is constant. The parameters are independent of each other. Whether
 * a trial has a conditional parameter is no input of its own: it follows from the parameters that the condition names.
 *
 * @param domains of the parameters
 * @param requirements of each parameter: it is present where all of them are met
 */
record Partition(List<Domain> domains, List<List<Requirement>> requirements) {

  /**
   * A restriction of another parameter.
   *
   * @param parameter index of the other parameter
   * @param allowed indices of its values that meet the requirement
   */
  record Requirement(int parameter, BitSet allowed) {}

  /**
   * A product of sets of values.
   *
   * @param sides indices of the values of each parameter, none empty
   * @param value of the tree
   */
  record Box(List<BitSet> sides, double value) {}

  /** Returns disjoint boxes that cover the space. */
  List<Box> boxes(Tree tree) {
    List<Box> boxes = new ArrayList<>();
    divide(tree, domains.stream().map(Domain::all).toList(), boxes);
    return boxes;
  }

  private void divide(Tree tree, List<BitSet> sides, List<Box> boxes) {
    if (sides.stream().anyMatch(BitSet::isEmpty)) {
      return;
    }
    if (tree instanceof Tree.Leaf leaf) {
      boxes.add(new Box(sides, leaf.value()));
    } else if (tree instanceof Tree.Split split) {
      divide(split, sides, boxes);
    }
  }

  private void divide(Tree.Split split, List<BitSet> sides, List<Box> boxes) {
    int parameter = IntStream.range(0, domains.size()).filter(i -> domains.get(i).has(split.column())).findFirst()
        .orElseThrow();
    List<BitSet> present = sides;
    for (Requirement requirement : requirements.get(parameter)) {
      divide(split.next(Encoding.ABSENT), cut(present, requirement.parameter(), requirement.allowed(), false), boxes);
      present = cut(present, requirement.parameter(), requirement.allowed(), true);
    }
    Domain domain = domains.get(parameter);
    int column = split.column() - domain.columns().first();
    BitSet high = new BitSet();
    IntStream.range(0, domain.size()).filter(i -> domain.cells()[i][column] > split.threshold()).forEach(high::set);
    divide(split.low(), cut(present, parameter, high, false), boxes);
    divide(split.high(), cut(present, parameter, high, true), boxes);
  }

  /** Returns the sides of the part of a box that is inside, or outside, of some values of one parameter. */
  private static List<BitSet> cut(List<BitSet> sides, int parameter, BitSet values, boolean inside) {
    List<BitSet> cut = new ArrayList<>(sides);
    BitSet side = (BitSet) sides.get(parameter).clone();
    if (inside) {
      side.and(values);
    } else {
      side.andNot(values);
    }
    cut.set(parameter, side);
    return cut;
  }
}
