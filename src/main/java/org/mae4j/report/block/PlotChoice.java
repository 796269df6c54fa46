package org.mae4j.report.block;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups of plots of which the page shows one, which the reader chooses. It works without scripts.
 *
 * @param id unique within the page
 * @param label what is chosen
 * @param panels groups, of which the first is shown until another one is chosen
 */
public record PlotChoice(String id, String label, List<Panel> panels) implements ReportBlock {
  /** Number of groups that the style of the page can show. */
  public static final int MAX_PANELS = 5;

  /**
   * A group of plots.
   *
   * @param title name of the group in the choice
   */
  public record Panel(String title, List<Plot> plots) {}

  /** @param group id of the choice */
  record Option(String group, String id, String title, boolean first) {}

  public PlotChoice {
    panels = List.copyOf(panels);
    if (panels.isEmpty() || panels.size() > MAX_PANELS) {
      throw new IllegalArgumentException("a choice has 1 to " + MAX_PANELS + " panels, not " + panels.size());
    }
  }

  /** Returns the plots of the groups that have any: as a choice, or as they are if there is one group. */
  public static List<ReportBlock> of(String id, String label, List<Panel> panels) {
    List<Panel> present = panels.stream().filter(panel -> !panel.plots().isEmpty()).toList();
    return present.size() > 1 ? List.of(new PlotChoice(id, label, present))
        : present.stream().<ReportBlock>flatMap(panel -> panel.plots().stream()).toList();
  }

  List<Option> options() {
    return IntStream.range(0, panels.size())
        .mapToObj(i -> new Option(id, id + "-" + (i + 1), panels.get(i).title(), i == 0)).toList();
  }

  @Override
  public String kind() {
    return "choice";
  }
}
