package org.mae4j.record.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What computes: ND4J and the libraries under it.
 *
 * @param nd4j its version
 * @param backend such as {@code CPU} or {@code CUDA}
 * @param blas vendor of the linear algebra
 * @param blasThreads threads that one call of it may use, where the backend tells
 * @param ompThreads OpenMP threads of one operation, where the backend tells
 */
public record Nd4jEngine(String nd4j, String backend, String blas, OptionalInt blasThreads, OptionalInt ompThreads) {
  private static final String POM = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  /** Loads ND4J, if nothing has. */
  public static Nd4jEngine current() {
    Properties info = Nd4j.getExecutioner().getEnvironmentInformation();
    return new Nd4jEngine(version(), text(info, "backend"), text(info, "blas.vendor"),
        number(info, "blas.threads"), number(info, "omp.threads"));
  }

  ObjectNode toJson(ObjectNode json) {
    json.put("nd4j", nd4j).put("backend", backend).put("blas", blas);
    blasThreads.ifPresent(threads -> json.put("blasThreads", threads));
    ompThreads.ifPresent(threads -> json.put("ompThreads", threads));
    return json;
  }

  /** ND4J's manifests name no version, but Maven leaves one in the jar. */
  private static String version() {
    Properties pom = new Properties();
    try (InputStream stream = Nd4j.class.getResourceAsStream(POM)) {
      if (stream != null) {
        pom.load(stream);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + POM, e);
    }
    return text(pom, "version");
  }

  private static OptionalInt number(Properties properties, String key) {
    return properties.get(key) instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
  }

  /** Not by {@link Properties#getProperty}: ND4J puts numbers in as numbers. */
  private static String text(Properties properties, String key) {
    return String.valueOf(properties.getOrDefault(key, "unknown"));
  }
}
