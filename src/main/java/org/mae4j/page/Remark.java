package org.mae4j.page;

/** A sentence or two between other parts. */
record Remark(String text) implements Part {
  @Override
  public String kind() {
    return "remark";
  }
}
