package org.mae4j.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mae4j.base.text.CsvText;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.space.SearchSpace;

/**
 * Real trials of {@code conf/sweeps/search.conf} that were trained to the end, whose results searches replay. This command
 * writes the table of a sweep: {@code ./mae4j sweep export DIR --csv --curve finetune.val.accuracy}
 *
 * @param space from which the parameters were sampled
 */
public record RecordedRuns(SearchSpace space, List<RecordedRun> runs) {
  private static final Path TABLE = Path.of("experiments/search-benchmarks/real-runs.csv");
  private static final Path SWEEP = Path.of("conf/sweeps/search.conf");
  private static final String ACCURACY = "finetune.val.accuracy@";

  /**
   * A trial that finished.
   *
   * @param accuracy on validation that the trial reached, in [0, 1]
   * @param curve accuracy on validation after each epoch of fine-tuning
   * @param pretrainMinutes CPU minutes of pre-training
   * @param finetuneMinutes CPU minutes of fine-tuning
   */
  public record RecordedRun(SortedMap<String, String> parameters, double accuracy, List<Double> curve,
      double pretrainMinutes, double finetuneMinutes) {}

  /** Reads the table. */
  public static RecordedRuns read() throws IOException {
    SearchSpace space = SweepLoader.load(SWEEP, List.of()).space();
    List<List<String>> lines = CsvText.read(Files.readString(TABLE));
    List<String> names = lines.get(0);
    return new RecordedRuns(space, lines.stream().skip(1).map(cells -> cells(names, cells))
        .filter(cells -> cells.get("state").equals("finished")).map(cells -> run(space, cells)).toList());
  }

  private static SortedMap<String, String> cells(List<String> names, List<String> cells) {
    SortedMap<String, String> byName = new TreeMap<>();
    IntStream.range(0, names.size()).forEach(i -> byName.put(names.get(i), cells.get(i)));
    return byName;
  }

  private static RecordedRun run(SearchSpace space, SortedMap<String, String> cells) {
    return new RecordedRun(space.point(cells), Double.parseDouble(cells.get("objective")),
        IntStream.iterate(1, epoch -> cells.containsKey(ACCURACY + epoch), epoch -> epoch + 1)
            .mapToObj(epoch -> Double.valueOf(cells.get(ACCURACY + epoch))).toList(),
        Double.parseDouble(cells.get("pretrain.cpuSeconds")) / 60,
        Double.parseDouble(cells.get("finetune.cpuSeconds")) / 60);
  }

  /** Returns the highest accuracy. */
  public double best() {
    return runs.stream().mapToDouble(RecordedRun::accuracy).max().orElseThrow();
  }
}
