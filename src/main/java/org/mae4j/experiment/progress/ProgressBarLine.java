package org.mae4j.experiment.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;
import org.mae4j.base.text.DurationFormat;
import org.mae4j.base.text.WrappedText;

/** The text of a progress bar: task, percent, bar, time left, units done, and as many of the details as fit. */
public final class ProgressBarLine implements ProgressBarRenderer {
  private static final int BAR = 20;

  @Override
  public String render(ProgressState state, int width) {
    String head = String.format(Locale.ROOT, "%s %3d %% ", state.getTaskName(),
        (int) (100 * state.getNormalizedProgress()));
    List<String> parts = new ArrayList<>(List.of(left(state), state.getCurrent() + "/" + state.getMax()));
    Stream.of(state.getExtraMessage().split(", ")).filter(part -> !part.isEmpty()).forEach(parts::add);
    return of(head, state.getNormalizedProgress(), parts, width);
  }

  /**
   * Returns a line with a bar.
   *
   * @param head text before the bar
   * @param fraction done of the task, in [0, 1]
   * @param parts texts after the bar, the most important first; the last ones are left out if they do not fit
   * @param width columns that the line may have
   */
  public static String of(String head, double fraction, List<String> parts, int width) {
    for (int count = parts.size(); count > 0; count--) {
      String line = head + bar(fraction) + " " + String.join(", ", parts.subList(0, count));
      if (WrappedText.length(line) <= width) {
        return line;
      }
    }
    return WrappedText.cut(head + parts.get(0), width);
  }

  private static String bar(double fraction) {
    int done = (int) (BAR * fraction);
    return "[" + "=".repeat(done) + (done < BAR ? ">" + " ".repeat(BAR - done - 1) : "") + "]";
  }

  private static String left(ProgressState state) {
    double done = Math.max(1, state.getCurrent() - state.getStart());
    double millis = state.getElapsedAfterStart().toMillis() / done * (state.getMax() - state.getCurrent());
    return DurationFormat.clock(Duration.ofMillis((long) millis)) + " left";
  }
}
