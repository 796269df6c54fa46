package org.mae4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Workloads of a small model, for fast tests. */
public final class Workloads {
  private static final List<String> SMALL = List.of("threads=1", "data.source=folder", "data.dir=none",
      "data.image.height=8", "data.image.width=8", "model.encoder.width=24", "model.encoder.depth=2",
      "model.encoder.heads=2", "model.decoder.width=16", "model.decoder.depth=1", "model.decoder.heads=2",
      "model.patch=2", "pretrain.batch.size=4", "pretrain.batch.microBatch=2");

  private Workloads() {}

  public static Workload small(int steps, String... overrides) {
    List<String> all = new ArrayList<>(SMALL);
    all.addAll(List.of(overrides));
    return Workload.of(Optional.empty(), all, steps);
  }
}
