package org.mae4j.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.Kernel;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;

/**
 * A kernel that g++ compiled for the CPU, in a library that is kept in {@code target/emulation}.
 *
 * @param name in the source
 * @param function launches it
 */
public record EmulatedKernel(String name, Function function) implements Kernel {
  private static final Path LIBRARIES = Path.of("target", "emulation");
  private static final String COMPILER = "g++";
  /** A kernel, or the use of a macro that defines one under its first argument. */
  private static final Pattern KERNEL = Pattern.compile("(?m)(?:__global__ void |^ELEMENTWISE\\()(\\w+)");

  /** Skips the test without g++. */
  public static void assumeCompiler() {
    assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(
        folder -> Files.isExecutable(Path.of(folder, COMPILER))), "there is no g++ to compile the kernels");
  }

  static EmulatedKernel of(KernelSource source, String name) {
    NativeLibrary library = NativeLibrary.getInstance(library(source).toAbsolutePath().toString());
    try {
      return new EmulatedKernel(name, library.getFunction("launch_" + name));
    } catch (UnsatisfiedLinkError e) {
      throw new DeviceException(source.name() + " has no kernel " + name, e);
    }
  }

  /** Kernels of a library share the state of the emulation, so one runs at a time. */
  void launch(LaunchShape shape, KernelArguments arguments, boolean backwards) {
    List<Number> values = arguments.values();
    int[] grid = {shape.gridX(), shape.gridY(), shape.gridZ(), shape.blockX(), shape.blockY(), backwards ? 1 : 0};
    synchronized (EmulatedKernel.class) {
      try (Memory memory = new Memory(2L * Long.BYTES * values.size())) {
        for (int i = 0; i < values.size(); i++) {
          long place = (long) Long.BYTES * (values.size() + i);
          write(memory, place, values.get(i));
          memory.setPointer((long) Long.BYTES * i, memory.share(place));
        }
        int problem = function.invokeInt(new Object[] {grid, memory, values.size()});
        if (problem != 0) {
          throw new IllegalStateException(name + (problem == 1 ? ": threads wait at a barrier that others never reach"
              : " does not take " + values.size() + " arguments"));
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
    return compiled(text.toString());
  }

  private static String resource() {
    try (InputStream stream = EmulatedKernel.class.getResourceAsStream("emulation.h")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path compiled(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      Path library = LIBRARIES.resolve(HexFormat.of().formatHex(digest) + ".so");
      if (!Files.exists(library)) {
        Files.createDirectories(LIBRARIES);
        Path source = Files.createTempFile(LIBRARIES, "kernel", ".cpp");
        Path built = Files.createTempFile(LIBRARIES, "kernel", ".so");
        Files.writeString(source, text);
        compile(source, built);
        Files.delete(source);
        Files.move(built, library, StandardCopyOption.ATOMIC_MOVE);
      }
      return library;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void compile(Path source, Path library) throws IOException {
    List<String> command = new ArrayList<>(List.of(COMPILER, "-O2", "-std=c++17", "-shared", "-fPIC",
        "-fvisibility=hidden", "-ffp-contract=off", "-Wall", "-Wno-unknown-pragmas", "-o", library.toString(),
        source.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String messages = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new DeviceException(messages);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
