package org.mae4j.plot;

/** A horizontal axis of curves. Positions count from the start of the stage of a curve. */
public enum CurveAxis {
  EPOCHS("epochs", "epoch", true),
  IMAGES("images", "training images", true),
  STEPS("steps", "optimizer steps", true),
  CPU_MINUTES("CPU minutes", "CPU minutes of the stage", false),
  TFLOPS("TFLOPs", "operations of the stage in TFLOP", false);

  private final String title;
  private final String label;
  private final boolean whole;

  CurveAxis(String title, String label, boolean whole) {
    this.title = title;
    this.label = label;
    this.whole = whole;
  }

  /** Returns the name in a choice of axes. */
  public String title() {
    return title;
  }

  /** Returns the quantity and the unit. */
  public String label() {
    return label;
  }

  /** Returns whether the axis counts, so that only whole numbers are labeled. */
  public boolean whole() {
    return whole;
  }
}
