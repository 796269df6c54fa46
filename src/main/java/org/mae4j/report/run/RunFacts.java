package org.mae4j.report.run;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.text.DurationFormat;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.report.block.Page.Fact;

/**
 * Collects what a run is: its data, its model, its date, its duration and its command.
 *
 * @param summary layers of the masked autoencoder
 */
record RunFacts(ExperimentConfig config, CommandHistory commands, ModelSummary summary) {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>(List.of(new Fact("data", data()), new Fact("model", model())));
    date(commands).ifPresent(facts::add);
    commands.duration().ifPresent(time -> facts.add(new Fact("duration", duration(time))));
    command(commands).ifPresent(facts::add);
    return facts;
  }

  /** Returns the facts of a sweep of which this is the best run. @param first command of its first run */
  List<Fact> ofSweep(CommandHistory first) {
    List<Fact> facts = new ArrayList<>(List.of(new Fact("data", data()), new Fact("best model", model())));
    date(first).ifPresent(facts::add);
    command(first).ifPresent(facts::add);
    return facts;
  }

  private static Optional<Fact> date(CommandHistory commands) {
    return commands.started().map(start -> new Fact("date", DATE.format(start)));
  }

  private static Optional<Fact> command(CommandHistory commands) {
    return commands.command().map(command -> new Fact("command", "./mae4j " + command + later(commands)));
  }

  private String data() {
    DataConfig data = config.data();
    SortedMap<String, Integer> images = commands.images();
    String counts =
        Stream.of("train", "unlabeled", "validation", "test").filter(images::containsKey)
            .map(split -> NumberLabel.of(images.get(split)) + " "
                + (split.equals("train") ? "training" : split))
            .collect(Collectors.joining(", "));
    return data.source().kind() + (counts.isEmpty() ? "" : ", " + counts + " images") + " of " + data.image().channels()
        + " × "
        + data.image().height() + " × " + data.image().width() + " (channels, height, width)";
  }

  private String model() {
    ModelConfig model = config.model();
    PatchGrid grid = PatchGrid.of(config);
    return String.format(Locale.ROOT, "masked autoencoder with %s parameters: encoder of %d blocks of width %d, %s "
        + "decoder; %d of %d patches of %d × %d pixels are masked", NumberLabel.of(summary.parameters()),
        model.encoder().depth(),
        model.encoder().width(), model.decoder().kind(), grid.patches() - model.visiblePatches(grid.image()),
        grid.patches(), model.patch(), model.patch());
  }

  private static String duration(Duration time) {
    return DurationFormat.clock(time) + " (h:mm:ss)";
  }

  private static String later(CommandHistory commands) {
    int count = commands.commands().size() - 1;
    return count < 1 ? "" : ", and " + count + (count == 1 ? " later command" : " later commands");
  }
}
