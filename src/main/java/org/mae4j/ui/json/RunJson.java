package org.mae4j.ui.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mae4j.base.UserException;
import org.mae4j.config.value.RenderedSettings;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.result.Results;
import org.mae4j.record.result.StageDifferences;
import org.mae4j.record.result.StageOverrides;
import org.mae4j.ui.catalog.CatalogSnapshot.RunEntry;
import org.mae4j.ui.catalog.NoFollowFiles;

/** Converts the files of runs to JSON. */
public final class RunJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern SHEET = Pattern.compile("reconstructions-epoch-(\\d{1,9})\\.png");
  /** Names of pictures that need no encoding in a URL. */
  private static final Pattern PICTURE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*\\.png");
  private static final String ACCURACY = ".accuracy";

  private final Map<String, CurveFeed> curves = new ConcurrentHashMap<>();
  private final RunCosts costs = new RunCosts();

  /** Returns the points of the curves since {@code token}. @throws IOException if a file cannot be read */
  public JsonNode curves(RunEntry run, String token) throws IOException {
    CurveFeed.NewPoints added = curves(run).since(token, settings(run));
    ObjectNode json = MAPPER.createObjectNode().put("token", added.token()).put("reset", added.reset());
    Map<String, ArrayNode> series = new LinkedHashMap<>();
    added.points().forEach(point -> series.computeIfAbsent(point.series(), name -> MAPPER.createArrayNode())
        .addArray().add(point.images()).add(point.value()));
    json.putObject("series").setAll(series);
    ObjectNode stages = json.putObject("stages");
    for (CurveFeed.StageProgress stage : curves(run).progress()) {
      ArrayNode flops = stages.putObject(stage.stage()).put("stepImages", stage.stepImages())
          .put("epochImages", stage.epochImages()).putArray("flops");
      costs.of(run).getOrDefault(stage.stage(), new TreeMap<>())
          .forEach((steps, operations) -> flops.addArray().add(steps * stage.stepImages()).add(operations));
    }
    return json;
  }

  private CurveFeed curves(RunEntry run) {
    return curves.computeIfAbsent(run.id(), id -> new CurveFeed(run.directory()));
  }

  /** Returns the settings of the last command, which may override those of the run; else those of the run. */
  private static Map<String, String> settings(RunEntry run) throws IOException {
    return run.status().settings().isEmpty() ? RenderedSettings.read(present(run.directory().config()))
        : run.status().settings();
  }

  /** Returns what one page tells about the run. @throws IOException if a file cannot be read */
  public JsonNode overview(RunEntry run) throws IOException {
    CurveFeed curves = curves(run);
    Map<String, String> settings = settings(run);
    curves.refresh(settings);
    return OverviewJson.of(run, settings, read(run.directory()), curves);
  }

  /**
   * Returns settings, metrics and stages with other settings of the runs that changed after {@code since}, by id; runs that
   * cannot be read lack.
   */
  public static JsonNode values(Collection<RunEntry> runs, long since) {
    ObjectNode json = MAPPER.createObjectNode();
    for (RunEntry run : runs) {
      if (run.updated() > since) {
        try {
          Map<String, String> settings = RenderedSettings.read(present(run.directory().config()));
          Results results = read(run.directory());
          ObjectNode stages = json.putObject(run.id()).<ObjectNode>set("settings", MAPPER.valueToTree(settings))
              .<ObjectNode>set("figures", MAPPER.valueToTree(results.scalars())).putObject("stages");
          StageDifferences differences = StageDifferences.of(results, Stages.byGroup());
          Map<String, SortedMap<String, String>> overrides = StageOverrides.in(results);
          differences.settings().keySet().forEach(stage -> stages.putObject(stage).put("note", differences.note(stage))
              .set("settings", MAPPER.valueToTree(overrides.get(stage))));
        } catch (IOException | UserException e) {
          // the views of the run show the message
        }
      }
    }
    return json;
  }

  private static Results read(RunDirectory directory) throws IOException {
    return NoFollowFiles.isFile(directory.results()) ? Results.read(directory.results()) : Results.empty();
  }

  /** Returns the confusion matrices, and the URLs of the reconstruction sheets and of the other pictures. */
  public JsonNode figures(RunEntry run) throws IOException {
    CurveFeed curves = curves(run);
    curves.refresh(settings(run));
    ObjectNode json = MAPPER.createObjectNode();
    ArrayNode sheets = json.putArray("reconstructions");
    ArrayNode pictures = json.putArray("pictures");
    confusions(read(run.directory()), json.putArray("confusions"));
    for (Path file : NoFollowFiles.files(run.directory().figures())) {
      String name = file.getFileName().toString();
      Matcher sheet = SHEET.matcher(name);
      if (sheet.matches()) {
        int epoch = Integer.parseInt(sheet.group(1));
        sheets.addObject().put("stage", "pretrain").put("images", curves.images("pretrain", epoch)).put("epoch", epoch)
            .put("url", url(run, file));
      } else if (PICTURE.matcher(name).matches()) {
        pictures.addObject().put("name", name).put("url", url(run, file));
      }
    }
    return json;
  }

  /** Drops the cached curves and costs of all runs except {@code ids}. */
  public void retain(Set<String> ids) {
    curves.keySet().retainAll(ids);
    costs.retain(ids);
  }

  /**
   * Returns a URL below the root of the interface, with the time stamp of the file, so that the browser does not show an
   * old version from its cache.
   */
  private static String url(RunEntry run, Path file) throws IOException {
    return "runs/" + run.id() + "/figures/" + file.getFileName() + "?of="
        + Files.getLastModifiedTime(file).toMillis();
  }

  private static void confusions(Results results, ArrayNode json) {
    for (String key : results.scalars().keySet()) {
      String group = key.endsWith(ACCURACY) ? key.substring(0, key.length() - ACCURACY.length()) : "";
      int dot = group.lastIndexOf('.');
      Optional<int[][]> counts = dot < 0 ? Optional.empty() : results.matrix(group + ".confusion");
      if (counts.isPresent()) {
        ObjectNode confusion = json.addObject().put("classifier", group.substring(0, dot))
            .put("split", group.substring(dot + 1));
        confusion.set("classNames",
            MAPPER.valueToTree(results.classNames(group.substring(0, dot), counts.get().length)));
        confusion.set("counts", MAPPER.valueToTree(counts.get()));
      }
    }
  }

  /** Returns a picture that {@link #figures} lists; empty for other names. */
  public static Optional<Path> picture(RunEntry run, String name) throws IOException {
    return NoFollowFiles.files(run.directory().figures()).stream()
        .filter(file -> PICTURE.matcher(name).matches() && file.getFileName().toString().equals(name)).findFirst();
  }

  private static Path present(Path file) throws IOException {
    if (!NoFollowFiles.isFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return file;
  }
}
