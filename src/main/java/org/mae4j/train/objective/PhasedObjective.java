package org.mae4j.train.objective;

import java.util.List;
import java.util.function.DoubleFunction;
import org.mae4j.config.ResolutionConfig.ResolutionPhase;
import org.mae4j.engine.GraphPlan;
import org.nd4j.autodiff.samediff.SameDiff;

/** An objective whose images have another size in each phase of a training. */
public final class PhasedObjective implements Objective {
  private final List<ResolutionPhase> phases;
  private final List<Objective> objectives;

  /**
   * @param phases of the training in order, at least one
   * @param objective creates the objective on images that are resized by a factor
   */
  public PhasedObjective(List<ResolutionPhase> phases, DoubleFunction<? extends Objective> objective) {
    this.phases = List.copyOf(phases);
    this.objectives = this.phases.stream().<Objective>map(phase -> objective.apply(phase.scale())).toList();
  }

  @Override
  public Objective at(int epoch) {
    int phase = 0;
    while (phase < phases.size() - 1 && epoch >= phases.get(phase + 1).firstEpoch()) {
      phase++;
    }
    return objectives.get(phase);
  }

  @Override
  public SameDiff graph(int microBatch) {
    return first().graph(microBatch);
  }

  @Override
  public String loss() {
    return first().loss();
  }

  @Override
  public int images() {
    return first().images();
  }

  @Override
  public MicroBatch microBatch(int size) {
    return new PhasedMicroBatch(size);
  }

  private Objective first() {
    return objectives.get(0);
  }

  /** A micro-batch of the phase for which it was filled last; the arrays of other phases are not kept. */
  private final class PhasedMicroBatch implements MicroBatch {
    private final int size;
    private Objective objective = first();
    private MicroBatch current;

    PhasedMicroBatch(int size) {
      this.size = size;
      this.current = objective.microBatch(size);
    }

    @Override
    public void fill(int epoch, long step, int microBatch, int[] indices) {
      Objective wanted = at(epoch);
      if (wanted != objective) {
        objective = wanted;
        current = wanted.microBatch(size);
      }
      current.fill(epoch, step, microBatch, indices);
    }

    @Override
    public void copyTo(GraphPlan plan) {
      current.copyTo(plan);
    }
  }
}
