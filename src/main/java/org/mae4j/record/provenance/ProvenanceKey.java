package org.mae4j.record.provenance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The keys of a record in {@code provenance.json}, in their order, for writing and reading. */
public enum ProvenanceKey {
  STARTED("started"),
  ENDED("ended"),
  COMMAND_LINE("commandLine"),
  CODE("code"),
  JAVA("java"),
  OS("os"),
  CPU("cpu"),
  CPU_FEATURES("cpuFeatures"),
  PROCESSORS("processors"),
  MEMORY("memoryBytes"),
  HEAP("heapBytes"),
  GPU("gpu"),
  ND4J("engine.nd4j"),
  BACKEND("engine.backend"),
  BLAS("engine.blas"),
  BLAS_VERSION("engine.blasVersion"),
  CORE_TYPE("engine.coreType"),
  ARITHMETIC("engine.arithmetic"),
  BLAS_THREADS("engine.blasThreads"),
  OMP_THREADS("engine.ompThreads"),
  /** Object by the name of the jar. */
  PLUGINS("plugins"),
  THREADS("threads"),
  /** Numbers by use. */
  SEEDS("seeds"),
  /** Texts by split. */
  DATA_DIGESTS("dataDigests"),
  /** Numbers by split. */
  IMAGE_COUNTS("imageCounts"),
  IMPORTED_FILE("imported.file"),
  IMPORTED_SHA256("imported.sha256"),
  /** Objects by stage, with the {@link StageTime}s. */
  STAGES("stages");

  private static final JsonMapper MAPPER = new JsonMapper();

  private final String path;

  ProvenanceKey(String path) {
    this.path = path;
  }

  /** Returns the key in {@link RecordedCommand#values}; a dot separates it from the object that it is in. */
  String path() {
    return path;
  }

  /** Puts a value into a record, which must not have later keys yet. */
  void put(ObjectNode json, Object value) {
    int dot = path.indexOf('.');
    ObjectNode parent = dot < 0 ? json : json.withObjectProperty(path.substring(0, dot));
    parent.set(path.substring(dot + 1), MAPPER.valueToTree(value));
  }
}
