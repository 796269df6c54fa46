package org.mae4j.experiment.memory;

import java.util.Optional;

/**
 * What a stage needs at its peak, in bytes. Native memory of graphs and parameters is exact; what Java and the
 * libraries take is estimated.
 *
 * @param title of the stage
 * @param replicas graphs that run side by side, each on a thread of its own
 * @param replica native memory of each of them
 * @param held native memory of graphs that wait meanwhile, as those that validate between steps
 * @param parameters the model's, and where it is trained those of gradients and moments
 * @param heapLive images and features on Java's heap at once
 * @param heapDead more of them, which the collector has not freed yet
 * @param libraries code and data of Java, ND4J and OpenCV, and what earlier stages leave behind
 * @param batch key of the batch that decides the size of a replica, empty where nothing is trained
 */
public record StageMemory(String title, int replicas, long replica, long held, long parameters, long heapLive,
    long heapDead, long libraries, Optional<String> batch) {
  /** Of a process that trains a small model on few images, above what model and heap take; measured. */
  private static final long LIBRARIES = 330_000_000;
  /** How much larger a process is after another stage: memory that allocators keep, more classes; measured. */
  private static final long LEFT = 350_000_000;
  /** What all stages need of the heap for a moment; measured. */
  private static final long YOUNG = 90_000_000;

  /** What {@code libraries} are for the first stage of a command, or for one after others. */
  static long libraries(boolean first) {
    return first ? LIBRARIES : LIBRARIES + LEFT;
  }

  /** Java's heap, were it not limited. */
  long heap() {
    return YOUNG + heapLive + heapDead;
  }

  /** Native memory of all graphs. */
  long plans() {
    return replicas * replica + held;
  }

  /** All of the process, where the heap may take {@code heapLimit}. */
  public long total(long heapLimit) {
    return libraries + plans() + parameters + Math.min(heap(), heapLimit);
  }
}
