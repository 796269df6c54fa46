package org.mae4j.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.plot.ObjectivePlot;
import org.mae4j.report.sweep.RecordedTradeOff;
import org.mae4j.report.sweep.RecordedTradeOff.Goal;
import org.mae4j.report.sweep.RecordedTradeOff.TradeOffPoint;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.objective.SweepObjective;
import org.mae4j.sweep.pareto.Hypervolume;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.TradeOff;

/** Converts the trade-off of a sweep with several objectives to the content of a report, in the units of plots. */
final class TradeOffReport {
  private TradeOffReport() {}

  /** Returns the content; empty if no trial has finished. */
  static Optional<RecordedTradeOff> of(Ranking ranking) {
    TradeOff tradeOff = ranking.tradeOff();
    return tradeOff.box().map(box -> new RecordedTradeOff(
        IntStream.range(0, tradeOff.objectives().size()).mapToObj(i -> goal(tradeOff, box, i)).toList(),
        points(tradeOff, ranking.plot())));
  }

  private static Goal goal(TradeOff tradeOff, Hypervolume box, int index) {
    SweepObjective objective = tradeOff.objectives().get(index);
    return new Goal(objective.label(), objective.direction(), objective.scaled(box.reference().get(index)),
        objective.scaled(box.ideal().get(index)));
  }

  /** @param time of the same trials */
  private static List<TradeOffPoint> points(TradeOff tradeOff, ObjectivePlot time) {
    Map<Integer, Integer> fronts = tradeOff.fronts();
    List<Double> volumes = tradeOff.hypervolumes();
    List<Trial> trials = tradeOff.trials();
    return IntStream.range(0, trials.size()).mapToObj(i -> new TradeOffPoint(trials.get(i).number(),
        IntStream.range(0, tradeOff.objectives().size())
            .mapToObj(k -> tradeOff.objectives().get(k).scaled(trials.get(i).vector().get(k))).toList(),
        fronts.get(trials.get(i).number()), volumes.get(i), time.moments().get(i).minutes())).toList();
  }
}
