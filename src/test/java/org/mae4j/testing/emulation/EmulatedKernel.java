package org.mae4j.testing.emulation;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.Kernel;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;

/**
 * A kernel that g++ compiled for the CPU.
 *
 * @param name in the source
 * @param function launches it
 */
public record EmulatedKernel(String name, Function function) implements Kernel {
  private static final List<String> OPTIONS = List.of("-O2", "-std=c++17", "-fvisibility=hidden", "-ffp-contract=off",
      "-Wall", "-Wno-unknown-pragmas", "-fsanitize=alignment,bounds-strict,kernel-address", "--param=asan-stack=0",
      "--param=asan-globals=0", "--param=asan-instrumentation-with-call-threshold=0", "-Wl,--as-needed");
  /** A kernel, or the use of a macro that defines one under its first argument. */
  private static final Pattern KERNEL = Pattern.compile("(?m)(?:__global__ void |^ELEMENTWISE\\()(\\w+)");

  static EmulatedKernel of(KernelSource source, String name) {
    NativeLibrary library = NativeLibrary.getInstance(library(source).toAbsolutePath().toString());
    try {
      return new EmulatedKernel(name, library.getFunction("launch_" + name));
    } catch (UnsatisfiedLinkError e) {
      throw new DeviceException(source.name() + " has no kernel " + name, e);
    }
  }

  /**
   * Kernels of a library share the state of the emulation, so one runs at a time.
   *
   * @param blocks the memory of the device, as {@code emulation.h} reads it
   */
  void launch(LaunchShape shape, KernelArguments arguments, boolean backwards, long... blocks) {
    List<Number> values = arguments.values();
    int[] grid = {shape.blocks(), shape.threadsX(), shape.threadsY(), backwards ? 1 : 0};
    synchronized (EmulatedKernel.class) {
      try (Memory memory = new Memory(2L * Long.BYTES * values.size())) {
        for (int i = 0; i < values.size(); i++) {
          long place = (long) Long.BYTES * (values.size() + i);
          write(memory, place, values.get(i));
          memory.setPointer((long) Long.BYTES * i, memory.share(place));
        }
        int problem = function.invokeInt(new Object[] {grid, blocks, memory, values.size()});
        if (problem != 0) {
          throw new IllegalStateException(name + switch (problem) {
            case 1 -> ": threads wait at a barrier that others never reach";
            case 2 -> " does not take " + values.size() + " arguments";
            default -> ": an address is not aligned, or it is outside of an array";
          });
        }
      }
    }
  }

  private static void write(Memory memory, long place, Number value) {
    if (value instanceof Long number) {
      memory.setLong(place, number);
    } else if (value instanceof Integer number) {
      memory.setInt(place, number);
    } else {
      memory.setFloat(place, value.floatValue());
    }
  }

  private static Path library(KernelSource source) {
    StringBuilder text = new StringBuilder(resource());
    new TreeMap<>(source.constants())
        .forEach((name, value) -> text.append("#define ").append(name).append(' ').append(value)
            .append('\n'));
    text.append(source.text());
    KERNEL.matcher(source.text()).results().map(match -> match.group(1)).filter(name -> !name.equals("name"))
        .forEach(kernel -> text.append("EMULATE(").append(kernel).append(")\n"));
    return CompiledLibrary.of(text.toString(), OPTIONS);
  }

  private static String resource() {
    try (InputStream stream = EmulatedKernel.class.getResourceAsStream("emulation.h")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
