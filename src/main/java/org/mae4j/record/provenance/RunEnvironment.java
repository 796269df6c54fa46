package org.mae4j.record.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The program and the machine that a command computes with.
 *
 * @param code version of mae4j
 * @param java version, vendor and virtual machine
 * @param machine hardware and operating system
 * @param gpu name of the GPU that computes the plans; empty for the CPU
 * @param engine ND4J and its libraries
 * @param plugins jars of the user whose extensions are available
 * @param threads number of training threads
 */
public record RunEnvironment(String code, String java, Machine machine, Optional<String> gpu, Nd4jEnvironment engine,
    List<RecordedPlugin> plugins, int threads) {

  /** Returns the environment of this process. Loads ND4J. @param gpu as {@link #gpu} */
  public static RunEnvironment current(int threads, Optional<String> gpu) {
    return new RunEnvironment(CodeVersion.current(), JavaRuntime.describe(), Machine.current(), gpu,
        Nd4jEnvironment.current(), RecordedPlugin.loaded(), threads);
  }

  void addTo(ObjectNode json) {
    ProvenanceKey.CODE.put(json, code);
    ProvenanceKey.JAVA.put(json, java);
    machine.addTo(json);
    gpu.ifPresent(name -> ProvenanceKey.GPU.put(json, name));
    engine.addTo(json);
    if (!plugins.isEmpty()) {
      ProvenanceKey.PLUGINS.put(json, RecordedPlugin.json(plugins));
    }
    ProvenanceKey.THREADS.put(json, threads);
  }
}
