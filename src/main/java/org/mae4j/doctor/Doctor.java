package org.mae4j.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mae4j.backend.Backend;
import org.mae4j.backend.BackendException;
import org.mae4j.backend.CudaDevice;
import org.mae4j.base.PhysicalCores;
import org.mae4j.config.extension.Extensions;
import org.mae4j.data.DataSource;
import org.mae4j.data.download.Downloadable;
import org.mae4j.experiment.Experiment;
import org.mae4j.record.provenance.CodeVersion;
import org.mae4j.record.provenance.JavaRuntime;
import org.mae4j.record.provenance.Machine;
import org.mae4j.record.provenance.Nd4jEnvironment;

/**
 * Looks at all that the program needs, for reports of defects. Names neither the user nor the host, and no directory
 * but those that the program itself names.
 */
public final class Doctor {
  private static final double GIGABYTE = 1e9;

  private Doctor() {}

  /** @param version of the program */
  public static Diagnosis examine(String version) {
    Machine machine = Machine.current();
    List<Finding> findings = new ArrayList<>(List.of(
        Finding.fine("mae4j", version + ", code " + CodeVersion.current()),
        Finding.fine("Java", JavaRuntime.describe()),
        Finding.fine("system", machine.os()),
        processor(machine, PhysicalCores.count()),
        Finding.fine("memory", gigabytes(machine.memoryBytes()) + " of the machine or its container; Java's heap at "
            + "most " + gigabytes(machine.heapBytes()))));
    findings.addAll(engine());
    findings.add(EnvironmentCheck.fonts(EnvironmentCheck::fontFamilies));
    findings.add(Finding.fine("data sources", String.join(", ", Extensions.of(DataSource.class).keySet())));
    Extensions.of(Downloadable.class).values().forEach(source -> findings.add(
        EnvironmentCheck.data(source, Optional.ofNullable(System.getenv(source.variable())).map(Path::of))));
    findings.add(EnvironmentCheck.disk(Experiment.RUNS));
    return new Diagnosis(findings);
  }

  static Finding processor(Machine machine, int cores) {
    String flags = machine.features().isEmpty() ? "features unknown" : String.join(" ", machine.features());
    String found = machine.cpu().orElse("model unknown") + "; " + cores + " cores, " + machine.processors()
        + " logical processors; " + flags;
    boolean vectors = machine.features().isEmpty() || machine.features().contains("avx2")
        || machine.features().contains("asimd");
    return vectors ? Finding.fine("processor", found)
        : Finding.hint("processor", found, "without AVX2 training is several times as slow");
  }

  /** ND4J, and on CUDA the card, which ND4J must not be asked for where there is none to use. */
  private static List<Finding> engine() {
    if (!Backend.isCuda()) {
      return List.of(nd4j(), Finding.fine("card", "not used; ./mae4j --cuda would compute on one"));
    }
    try {
      CudaDevice card = Backend.require().get(0);
      return List.of(Finding.fine("card", card.name() + ", compute capability " + card.capability() + ", "
          + gigabytes(card.memoryBytes())), nd4j());
    } catch (BackendException e) {
      return List.of(Finding.broken("card", "CUDA 11.6 is on the class path", e.getMessage()));
    }
  }

  private static Finding nd4j() {
    try {
      return nd4j(Nd4jEnvironment.current(), Optional.ofNullable(System.getenv("OPENBLAS_CORETYPE")));
    } catch (LinkageError | RuntimeException e) {
      return Finding.broken("ND4J", "cannot be loaded", rootMessage(e));
    }
  }

  static Finding nd4j(Nd4jEnvironment engine, Optional<String> coreType) {
    String blas = engine.blas() + engine.blasThreads().stream().mapToObj(n -> ", threads: " + n).findFirst().orElse("")
        + coreType.map(type -> ", OPENBLAS_CORETYPE=" + type).orElse("");
    String found = engine.nd4j() + ", backend " + engine.backend() + "; BLAS " + blas
        + engine.ompThreads().stream().mapToObj(n -> "; OpenMP threads: " + n).findFirst().orElse("");
    boolean alone = engine.blasThreads().orElse(1) == 1 && engine.ompThreads().orElse(1) == 1;
    return alone ? Finding.fine("ND4J", found) : Finding.hint("ND4J", found,
        "mae4j's own threads use the cores: start it by ./mae4j, or set OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1");
  }

  private static String rootMessage(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("").replaceAll("/\\S*/", "")
        + " (" + root.getClass().getSimpleName() + ")";
  }

  static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f GB", bytes / GIGABYTE);
  }
}
