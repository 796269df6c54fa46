package org.mae4j.plot.curve;

/** A horizontal axis of curves. Positions count from the start of the stage of a curve. */
public enum CurveAxis {
  EPOCHS("epochs", "epoch", true, 1),
  IMAGES("images", "training images", true, 1),
  STEPS("steps", "optimizer steps", true, 1),
  CPU_MINUTES("CPU minutes", "CPU minutes of the stage", false, 60),
  TFLOPS("TFLOPs", "operations of the stage in TFLOP", false, 1e12);

  private final String title;
  private final String label;
  private final boolean whole;
  private final double unit;

  CurveAxis(String title, String label, boolean whole, double unit) {
    this.title = title;
    this.label = label;
    this.whole = whole;
    this.unit = unit;
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

  /** Returns the size of the unit of the axis, in what is recorded: epochs, images, steps, seconds or operations. */
  public double unit() {
    return unit;
  }
}
