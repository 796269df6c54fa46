package org.mae4j.experiment.memory;

/** A part of an experiment whose memory can be estimated before it runs. */
@FunctionalInterface
public interface MemoryNeed {
  /** Returns the memory at the peak, from the building blocks of {@code estimate}. */
  StageMemory memory(MemoryEstimate estimate);
}
