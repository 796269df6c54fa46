package org.mae4j.engine.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;

/** The sources of kernels among the resources of this package, each after the helpers of {@code common.cu}. */
public enum KernelFile {
  ATTENTION, COLUMNS, ELEMENTWISE, GELU, LAYER_NORM, LOG_SOFTMAX, OPTIMIZER, ROWS, SUM;

  /** Threads of a warp. */
  static final int WARP = 32;
  private static final int THREADS = 256;

  private final KernelSource source = read(name().toLowerCase(Locale.ROOT) + ".cu");

  private static KernelSource read(String file) {
    return new KernelSource(file, text("common.cu") + text(file), Map.of());
  }

  private static String text(String file) {
    try (InputStream stream = KernelFile.class.getResourceAsStream(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the source, with helpers that all sources share. */
  public KernelSource source() {
    return source;
  }

  /** Returns the source with values of its constants. */
  KernelSource source(Map<String, Integer> constants) {
    return new KernelSource(source.name(), source.text(), constants);
  }

  /** Starts at least {@code threads} threads in a row. */
  void launch(Device device, String kernel, int threads, Number... arguments) {
    launch(device, kernel, LaunchShape.of(blocks(threads, THREADS), THREADS), arguments);
  }

  /** Starts at least {@code warps} warps of threads in a row. */
  void launchWarps(Device device, String kernel, int warps, Number... arguments) {
    launch(device, kernel, LaunchShape.of(blocks(warps, THREADS / WARP), THREADS), arguments);
  }

  void launch(Device device, String kernel, LaunchShape shape, Number... arguments) {
    device.launch(device.kernel(source, kernel), shape, KernelArguments.of(arguments));
  }

  /** Returns the number of blocks of {@code size} that have {@code count} elements. */
  static int blocks(int count, int size) {
    return (int) (((long) count + size - 1) / size);
  }
}
