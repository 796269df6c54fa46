package org.mae4j.experiment.memory;

import java.util.Optional;
import org.mae4j.config.TrainingGroup;

/**
 * The memory that a stage takes at its peak, in bytes. Native memory of graphs and parameters is exact; the memory of
 * Java and the libraries is estimated.
 *
 * @param title name of the work for messages, such as {@code pre-training}
 * @param replicas number of graphs that run side by side, each on its own thread
 * @param replica native memory of one replica
 * @param held native memory of graphs that wait meanwhile, such as those that validate between steps
 * @param parameters native memory of the parameters; in training also of the gradients, the optimizer and the
 *     averages
 * @param heapLive images and features on the Java heap at the same time
 * @param heapDead images and features on the Java heap that the garbage collector has not freed yet
 * @param libraries code and data of Java, ND4J and OpenCV, and what earlier stages leave behind
 * @param training group whose batch decides the size of a replica; empty if the stage trains nothing
 */
public record StageMemory(String title, int replicas, long replica, long held, long parameters, long heapLive,
    long heapDead, long libraries, Optional<TrainingGroup> training) {
  /** Memory of a process that trains a small model on few images, without model and heap; measured. */
  private static final long LIBRARIES = 330_000_000;
  /** Growth of a process after another stage, by memory that allocators keep and more classes; measured. */
  private static final long LEFT = 350_000_000;
  /** Short-lived objects of any stage on the heap; measured. */
  private static final long YOUNG = 90_000_000;

  /** Creates the memory of the first stage of a command. */
  public StageMemory(String title, int replicas, long replica, long held, long parameters, long heapLive,
      long heapDead, Optional<TrainingGroup> training) {
    this(title, replicas, replica, held, parameters, heapLive, heapDead, LIBRARIES, training);
  }

  /** Returns the memory of the same stage if another stage runs before it. */
  StageMemory afterAnother() {
    return withLibraries(LIBRARIES + LEFT);
  }

  StageMemory withLibraries(long bytes) {
    return new StageMemory(title, replicas, replica, held, parameters, heapLive, heapDead, bytes, training);
  }

  /** Returns the need of the Java heap if it had no limit. */
  long heap() {
    return YOUNG + heapLive + heapDead;
  }

  /** Returns the native memory of all graphs. */
  long plans() {
    return replicas * replica + held;
  }

  /** Returns the memory that is on the device if one computes. */
  public long onDevice() {
    return plans() + parameters;
  }

  /** Returns the memory of the process if the heap takes at most {@code heapLimit} bytes. */
  public long total(long heapLimit) {
    return libraries + plans() + parameters + Math.min(heap(), heapLimit);
  }
}
