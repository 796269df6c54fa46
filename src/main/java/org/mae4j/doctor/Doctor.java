package org.mae4j.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mae4j.backend.Backend;
import org.mae4j.backend.BackendException;
import org.mae4j.backend.Nd4jGpu;
import org.mae4j.backend.cuda.CudaGpus;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.base.machine.PhysicalCores;
import org.mae4j.base.text.ByteSize;
import org.mae4j.config.extension.Extensions;
import org.mae4j.data.DataSource;
import org.mae4j.data.download.Downloadable;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.provenance.CodeVersion;
import org.mae4j.record.provenance.JavaRuntime;
import org.mae4j.record.provenance.Machine;
import org.mae4j.record.provenance.Nd4jEnvironment;

/**
 * Checks everything that the program needs and collects the information that a bug report needs. The result contains no
 * name of a user or a host, and only directories that the program names itself.
 */
public final class Doctor {
  /** Processors whose kernels in OpenBLAS use AVX-512, as {@code OPENBLAS_CORETYPE} names them, in lower case. */
  private static final Set<String> AVX512 = Set.of("skylakex", "cooperlake", "sapphirerapids");

  private Doctor() {}

  /**
   * Returns the findings about this machine.
   *
   * @param version version of the program
   * @param gpu whether a GPU is asked for
   */
  public static Diagnosis examine(String version, boolean gpu) {
    Machine machine = Machine.current();
    List<Finding> findings = new ArrayList<>(List.of(
        Finding.fine("mae4j", version + ", code " + CodeVersion.current()),
        Finding.fine("Java", JavaRuntime.describe()),
        Finding.fine("system", machine.os()),
        processor(machine, PhysicalCores.count()),
        Finding.fine("memory", ByteSize.gigabytes(machine.memoryBytes()) + " in the machine or container; Java heap at "
            + "most " + ByteSize.gigabytes(machine.heapBytes()))));
    findings.addAll(engine(gpu, machine));
    findings.add(EnvironmentCheck.fonts(EnvironmentCheck::fontFamilies));
    findings.add(Finding.fine("data sources", String.join(", ", Extensions.of(DataSource.class).keySet())));
    findings.addAll(EnvironmentCheck.data(Extensions.of(Downloadable.class).values(), System::getenv));
    findings.add(EnvironmentCheck.disk(RunDirectory.RUNS));
    return new Diagnosis(findings);
  }

  static Finding processor(Machine machine, int cores) {
    String flags = machine.features().isEmpty() ? "features unknown" : String.join(" ", machine.features());
    String found = machine.cpu().orElse("model unknown") + "; " + cores + " cores, " + machine.processors()
        + " logical processors; " + flags;
    boolean vectors = machine.features().isEmpty() || machine.features().contains("avx2")
        || machine.features().contains("asimd");
    return vectors ? Finding.fine("processor", found)
        : Finding.hint("processor", found, "without AVX2, training is several times slower");
  }

  /** Checks ND4J and, on CUDA, first the GPU: without a usable GPU, ND4J must not be loaded. */
  private static List<Finding> engine(boolean gpu, Machine machine) {
    if (!Backend.isCuda()) {
      return List.of(nd4j(machine), gpu(System.getenv(), gpu));
    }
    try {
      Nd4jGpu found = Backend.require().get(0);
      return List.of(Finding.fine("GPU", found.name() + ", compute capability " + found.capability() + ", "
          + ByteSize.gigabytes(found.memoryBytes())), nd4j(machine));
    } catch (BackendException e) {
      return List.of(Finding.broken("GPU", "CUDA 11.6 is on the class path", e.getMessage()));
    }
  }

  /** Without a user's request, a missing GPU is no problem. Paths do not tell the name of the user. */
  static Finding gpu(Map<String, String> environment, boolean asked) {
    try {
      String home = environment.getOrDefault("HOME", "");
      String found = CudaGpus.describe(environment);
      return Finding.fine("GPU", (home.length() > 1 ? found.replace(home + "/", "~/") : found)
          + (asked ? "" : "; not used, ./mae4j --gpu COMMAND uses it"));
    } catch (DeviceException e) {
      return asked ? Finding.broken("GPU", "cannot be used", e.getMessage())
          : Finding.fine("GPU", "none for --gpu: " + e.getMessage());
    }
  }

  private static Finding nd4j(Machine machine) {
    try {
      return nd4j(Nd4jEnvironment.current(), machine);
    } catch (LinkageError | RuntimeException e) {
      return Finding.broken("ND4J", "cannot be loaded", rootMessage(e));
    }
  }

  static Finding nd4j(Nd4jEnvironment engine, Machine machine) {
    String blas = engine.blas() + " " + engine.blasVersion()
        + engine.blasThreads().stream().mapToObj(n -> ", threads: " + n).findFirst().orElse("")
        + engine.coreType().map(type -> ", OPENBLAS_CORETYPE=" + type).orElse("");
    String found = engine.nd4j() + ", backend " + engine.backend() + "; BLAS " + blas
        + engine.ompThreads().stream().mapToObj(n -> "; OpenMP threads: " + n).findFirst().orElse("");
    if (engine.blasThreads().orElse(1) != 1 || engine.ompThreads().orElse(1) != 1) {
      return Finding.hint("ND4J", found, "mae4j uses the cores with its own threads: start it with ./mae4j, or set "
          + "OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1");
    }
    Optional<String> narrow = engine.coreType().filter(type -> engine.backend().equals("CPU")
        && machine.features().contains("avx512f") && !AVX512.contains(type.toLowerCase(Locale.ROOT)));
    return narrow.map(type -> Finding.hint("ND4J", found, "OPENBLAS_CORETYPE=" + type + " keeps OpenBLAS from using "
        + "AVX-512; training can take 1.5 times as long (docs/performance.md); unset it"))
        .orElse(Finding.fine("ND4J", found));
  }

  private static String rootMessage(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("").replaceAll("/\\S*/", "")
        + " (" + root.getClass().getSimpleName() + ")";
  }
}
