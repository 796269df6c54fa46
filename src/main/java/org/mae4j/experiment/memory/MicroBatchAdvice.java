package org.mae4j.experiment.memory;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.mae4j.config.TrainingGroup;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.experiment.memory.StageMemory.Part;

/**
 * What to do about a training that does not fit into memory.
 *
 * @param fits tells whether a stage fits
 */
record MicroBatchAdvice(MemoryEstimate estimate, List<? extends MemoryNeed> stages, Predicate<StageMemory> fits) {

  /**
   * Names the largest micro-batch that fits, found by bisection: memory grows with the micro-batch.
   *
   * @param group whose micro-batches {@code stage} has
   */
  String of(StageMemory stage, TrainingGroup group) {
    MemoryNeed need = stages.stream().filter(one -> one.memory(estimate).title().equals(stage.title())).findFirst()
        .orElseThrow();
    BatchConfig now = estimate.batch(group);
    int[] sizes = IntStream.range(1, now.microBatch()).filter(size -> now.size() % size == 0).toArray();
    int fitting = 0;
    int above = sizes.length;
    while (fitting < above) {
      int middle = (fitting + above) / 2;
      StageMemory cut = need.memory(estimate.withMicroBatch(group, sizes[middle]));
      if (fits.test(cut.withLibraries(stage.bytes(Part.LIBRARIES)))) {
        fitting = middle + 1;
      } else {
        above = middle;
      }
    }
    return fitting == 0 ? "no micro-batch fits, use a smaller width or depth of the model"
        : sizes[fitting - 1] + " fits";
  }
}
