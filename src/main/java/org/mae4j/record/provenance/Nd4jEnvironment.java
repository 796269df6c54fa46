package org.mae4j.record.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J and its native libraries.
 *
 * @param nd4j version of ND4J
 * @param backend name of the backend, such as {@code CPU} or {@code CUDA}
 * @param blas vendor of the BLAS library
 * @param blasThreads maximum number of threads per BLAS call; empty if the backend does not report it
 * @param ompThreads maximum number of OpenMP threads per operation; empty if the backend does not report it
 * @param blasVersion version of the jar of OpenBLAS
 * @param coreType processor whose kernels OpenBLAS is told to use by {@code OPENBLAS_CORETYPE}; empty if it chooses
 * @param arithmetic hash of the bits that this process computes from fixed numbers
 */
public record Nd4jEnvironment(String nd4j, String backend, String blas, OptionalInt blasThreads,
    OptionalInt ompThreads, String blasVersion, Optional<String> coreType, String arithmetic) {

  /** Returns the environment of this process. Loads ND4J. */
  public static Nd4jEnvironment current() {
    Properties info = Nd4j.getExecutioner().getEnvironmentInformation();
    return new Nd4jEnvironment(version("org.nd4j/nd4j-api"), text(info, "backend"), text(info, "blas.vendor"),
        number(info, "blas.threads"), number(info, "omp.threads"), version("org.bytedeco/openblas"),
        Optional.ofNullable(System.getenv("OPENBLAS_CORETYPE")), ArithmeticHash.current());
  }

  void addTo(ObjectNode json) {
    ProvenanceKey.ND4J.put(json, nd4j);
    ProvenanceKey.BACKEND.put(json, backend);
    ProvenanceKey.BLAS.put(json, blas);
    ProvenanceKey.BLAS_VERSION.put(json, blasVersion);
    ProvenanceKey.CORE_TYPE.put(json, coreType.orElse("automatic"));
    ProvenanceKey.ARITHMETIC.put(json, arithmetic);
    blasThreads.ifPresent(threads -> ProvenanceKey.BLAS_THREADS.put(json, threads));
    ompThreads.ifPresent(threads -> ProvenanceKey.OMP_THREADS.put(json, threads));
  }

  /** Returns the version in the Maven metadata of the jar; its manifest has none. */
  private static String version(String artifact) {
    String file = "/META-INF/maven/" + artifact + "/pom.properties";
    Properties pom = new Properties();
    try (InputStream stream = Nd4j.class.getResourceAsStream(file)) {
      if (stream != null) {
        pom.load(stream);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
    return text(pom, "version");
  }

  private static OptionalInt number(Properties properties, String key) {
    return properties.get(key) instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
  }

  /** Does not use {@link Properties#getProperty}, because ND4J stores numbers as {@code Number} objects. */
  private static String text(Properties properties, String key) {
    return String.valueOf(properties.getOrDefault(key, "unknown"));
  }
}
