package org.mae4j.record.provenance;

/** A measured duration or speed of a stage in {@code provenance.json}; it differs between repetitions, unlike results. */
public enum StageTime {
  SECONDS("seconds"),
  CPU_SECONDS("cpuSeconds"),
  IMAGES_PER_SECOND("imagesPerSecond");

  private final String key;

  StageTime(String key) {
    this.key = key;
  }

  /** Returns the key in the object of the stage. */
  public String key() {
    return key;
  }
}
