package org.mae4j.engine.device.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;

/** The sources of kernels among the resources of this package, each after the helpers that it uses. */
public enum KernelFile {
  ATTENTION(Helpers.ATTENTION), ATTENTION_GRADIENT(Helpers.ATTENTION), COLUMNS(Helpers.VECTORS),
  ELEMENTWISE(Helpers.VECTORS), GELU(Helpers.VECTORS), LAYER_NORM(Helpers.VECTORS),
  LAYER_NORM_COLUMNS(Helpers.LANES), LOG_SOFTMAX(Helpers.COMMON), MUON(Helpers.PARAMETERS),
  OPTIMIZER(Helpers.PARAMETERS), ROWS(Helpers.COMMON), SUM(Helpers.LANES), TENSOR_ATTENTION(Helpers.TENSOR_ATTENTION),
  TENSOR_ATTENTION_GRADIENT(Helpers.TENSOR_ATTENTION);

  /** Threads of a warp. */
  public static final int WARP = 32;
  /** Threads of a block. */
  public static final int THREADS = 256;
  /** Values of a parameter that a block computes. */
  public static final int PIECE = 4096;

  private final List<String> files;
  private final KernelSource source;

  KernelFile(List<String> helpers) {
    String file = name().toLowerCase(Locale.ROOT) + ".cu";
    this.files = Stream.concat(helpers.stream(), Stream.of(file)).toList();
    this.source = new KernelSource(file, files.stream().map(KernelFile::text).collect(Collectors.joining()),
        Helpers.SIZES);
  }

  /** Files of functions that kernels share, and the sizes by which they are launched. */
  private static final class Helpers {
    static final Map<String, Integer> SIZES =
        Map.of("WARP", WARP, "LANES", Sum.LANES, "PIECE", PIECE, "THREADS", THREADS);
    static final List<String> COMMON = List.of("common.cu");
    static final List<String> ATTENTION = List.of("common.cu", "attention_tiles.cu", "attention_rows.cu");
    static final List<String> TENSOR_ATTENTION = List.of("common.cu", "tensor_cores.cu", "attention_tiles.cu",
        "attention_fragments.cu", "attention_own_rows.cu");
    static final List<String> VECTORS = List.of("common.cu", "vectors.cu");
    static final List<String> LANES = List.of("common.cu", "lanes.cu");
    static final List<String> PARAMETERS = List.of("common.cu", "parameters.cu");

    private Helpers() {}
  }

  /** Returns the names of the resources that the source is made of, in order. */
  List<String> files() {
    return files;
  }

  static String text(String file) {
    try (InputStream stream = KernelFile.class.getResourceAsStream(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the source, with the helpers and sizes that it uses and values of its other constants. */
  public KernelSource source(Map<String, Integer> constants) {
    Map<String, Integer> all = new HashMap<>(source.constants());
    all.putAll(constants);
    return new KernelSource(source.name(), source.text(), all);
  }

  /** Starts at least {@code threads} threads in a row. */
  public void launch(Device device, String kernel, int threads, Number... arguments) {
    launch(device, kernel, LaunchShape.of(blocks(threads, THREADS), THREADS), arguments);
  }

  /** Starts at least {@code threads} threads in a row of a kernel with values of the constants of its source. */
  public void launch(Device device, String kernel, Map<String, Integer> constants, int threads, Number... arguments) {
    launch(device, source(constants), kernel, LaunchShape.of(blocks(threads, THREADS), THREADS), arguments);
  }

  /** Starts at least {@code warps} warps of threads in a row. */
  public void launchWarps(Device device, String kernel, int warps, Number... arguments) {
    launch(device, kernel, LaunchShape.of(blocks(warps, THREADS / WARP), THREADS), arguments);
  }

  /** Starts threads. */
  public void launch(Device device, String kernel, LaunchShape shape, Number... arguments) {
    launch(device, source, kernel, shape, arguments);
  }

  private static void launch(Device device, KernelSource source, String kernel, LaunchShape shape,
      Number... arguments) {
    device.launch(device.kernel(source, kernel), shape, KernelArguments.of(arguments));
  }

  /** Returns the number of blocks of {@code size} that have {@code count} elements. */
  public static int blocks(int count, int size) {
    return (int) (((long) count + size - 1) / size);
  }
}
