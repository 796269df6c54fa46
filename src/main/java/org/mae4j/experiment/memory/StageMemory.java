package org.mae4j.experiment.memory;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.mae4j.config.TrainingGroup;

/**
 * The memory that a stage takes at its peak. Native memory of graphs and parameters is exact; the memory of Java and the
 * libraries is estimated.
 *
 * @param title name of the work for messages, such as {@code pre-training}
 * @param replicas number of graphs that run side by side, each on its own thread
 * @param parts bytes of each part; 0 for those that are left out, except the libraries of the first stage of a command
 * @param training group whose batch decides the size of a replica; empty if the stage trains nothing
 */
public record StageMemory(String title, int replicas, Map<Part, Long> parts, Optional<TrainingGroup> training) {
  /** Memory of a process that trains a small model on few images, without model and heap; measured. */
  private static final long LIBRARIES = 330_000_000;
  /** Growth of a process after another stage, by memory that allocators keep and more classes; measured. */
  private static final long LEFT = 350_000_000;
  /** Short-lived objects of any stage on the heap; measured. */
  private static final long YOUNG = 90_000_000;

  /** A part of the memory of a stage. */
  public enum Part {
    /** Native memory of one replica. */
    REPLICA,
    /** Native memory of graphs that wait meanwhile, such as those that validate between steps. */
    HELD,
    /** Native memory of the parameters; in training also of the gradients, the optimizer and the averages. */
    PARAMETERS,
    /** Images and features on the Java heap at the same time. */
    HEAP_LIVE,
    /** Images and features on the Java heap that the garbage collector has not freed yet. */
    HEAP_DEAD,
    /** Code and data of Java, ND4J and OpenCV, and what earlier stages leave behind. */
    LIBRARIES
  }

  public StageMemory {
    Map<Part, Long> all = new EnumMap<>(Map.of(Part.LIBRARIES, LIBRARIES));
    all.putAll(parts);
    parts = Collections.unmodifiableMap(all);
  }

  /** Returns the bytes of a part. */
  public long bytes(Part part) {
    return parts.getOrDefault(part, 0L);
  }

  /** Returns the memory of the same stage if another stage runs before it. */
  StageMemory afterAnother() {
    return withLibraries(LIBRARIES + LEFT);
  }

  StageMemory withLibraries(long bytes) {
    Map<Part, Long> others = new EnumMap<>(parts);
    others.put(Part.LIBRARIES, bytes);
    return new StageMemory(title, replicas, others, training);
  }

  /** Returns the need of the Java heap if it had no limit. */
  long heap() {
    return YOUNG + bytes(Part.HEAP_LIVE) + bytes(Part.HEAP_DEAD);
  }

  /** Returns the native memory of all graphs. */
  long plans() {
    return replicas * bytes(Part.REPLICA) + bytes(Part.HELD);
  }

  /** Returns the memory that is on the device if one computes. */
  public long onDevice() {
    return plans() + bytes(Part.PARAMETERS);
  }

  /** Returns the memory of the process if the heap takes at most {@code heapLimit} bytes. */
  public long total(long heapLimit) {
    return bytes(Part.LIBRARIES) + plans() + bytes(Part.PARAMETERS) + Math.min(heap(), heapLimit);
  }
}
