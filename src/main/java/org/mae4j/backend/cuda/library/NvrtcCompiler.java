package org.mae4j.backend.cuda.library;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.KernelSource;

/**
 * Compiles sources by NVRTC to the machine code of a GPU, or to the intermediate code PTX that the driver translates if
 * the GPU is newer than the compiler.
 */
public final class NvrtcCompiler {
  private final Nvrtc nvrtc;
  private final int architecture;
  private final boolean machineCode;

  /**
   * @param capability compute capability of the GPU as a number, such as 75
   * @throws DeviceException if the GPU is older than all that the compiler knows
   */
  public NvrtcCompiler(Nvrtc nvrtc, int capability) {
    this.nvrtc = nvrtc;
    int[] known = architectures(nvrtc);
    this.architecture = Arrays.stream(known).filter(offered -> offered <= capability).max()
        .orElseThrow(() -> new DeviceException("NVRTC has no code for compute capability " + capability / 10 + "."
            + capability % 10 + "; install an earlier version of CUDA"));
    this.machineCode = architecture == capability;
  }

  /** Returns whether the compiler has code for a compute capability, such as 75. */
  public static boolean knows(Nvrtc nvrtc, int capability) {
    return Arrays.stream(architectures(nvrtc)).anyMatch(offered -> offered <= capability);
  }

  /** Returns the compute capabilities that the compiler knows, such as 75, in ascending order. */
  static int[] architectures(Nvrtc nvrtc) {
    IntByReference count = new IntByReference();
    require(nvrtc, nvrtc.nvrtcGetNumSupportedArchs(count), "asking for its architectures");
    int[] known = new int[count.getValue()];
    require(nvrtc, nvrtc.nvrtcGetSupportedArchs(known), "asking for its architectures");
    return known;
  }

  /** Returns the version of CUDA that the compiler belongs to. */
  public static CudaVersion version(Nvrtc nvrtc) {
    IntByReference major = new IntByReference();
    IntByReference minor = new IntByReference();
    require(nvrtc, nvrtc.nvrtcVersion(major, minor), "asking for its version");
    return new CudaVersion(major.getValue(), minor.getValue());
  }

  /**
   * Returns a name for a file of the code of a source. Sources, constants, compute capabilities and versions of NVRTC have
   * different ones.
   */
  public String fileName(KernelSource source) {
    String key = String.join("\n", "NVRTC " + version(nvrtc), String.join(" ", options(source)), source.text());
    return source.name().replaceFirst("\\.cu$", "") + "-" + DigestUtils.sha256Hex(key) + ".bin";
  }

  /**
   * Returns what the driver loads.
   *
   * @throws DeviceException if the source has an error, with the compiler's messages
   */
  public byte[] compile(KernelSource source) {
    PointerByReference program = new PointerByReference();
    require(nvrtc, nvrtc.nvrtcCreateProgram(program, source.text(), source.name(), 0, Pointer.NULL, Pointer.NULL),
        "reading " + source.name());
    try {
      String[] options = options(source);
      int result = nvrtc.nvrtcCompileProgram(program.getValue(), options.length, options);
      if (result != Nvrtc.SUCCESS) {
        throw new DeviceException(source.name() + " cannot be compiled: " + nvrtc.nvrtcGetErrorString(result) + "\n"
            + log(program.getValue()));
      }
      return code(program.getValue());
    } finally {
      nvrtc.nvrtcDestroyProgram(program);
    }
  }

  private String[] options(KernelSource source) {
    List<String> options = new ArrayList<>(List.of(
        "--gpu-architecture=" + (machineCode ? "sm_" : "compute_") + architecture, "--std=c++14"));
    new TreeMap<>(source.constants()).forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options.toArray(String[]::new);
  }

  private byte[] code(Pointer program) {
    LongByReference bytes = new LongByReference();
    require(nvrtc, machineCode ? nvrtc.nvrtcGetCUBINSize(program, bytes) : nvrtc.nvrtcGetPTXSize(program, bytes),
        "compiling");
    byte[] code = new byte[Math.toIntExact(bytes.getValue())];
    require(nvrtc, machineCode ? nvrtc.nvrtcGetCUBIN(program, code) : nvrtc.nvrtcGetPTX(program, code), "compiling");
    return code;
  }

  private String log(Pointer program) {
    LongByReference bytes = new LongByReference();
    require(nvrtc, nvrtc.nvrtcGetProgramLogSize(program, bytes), "reporting its messages");
    byte[] log = new byte[Math.toIntExact(bytes.getValue())];
    require(nvrtc, nvrtc.nvrtcGetProgramLog(program, log), "reporting its messages");
    return new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  private static void require(Nvrtc nvrtc, int result, String what) {
    if (result != Nvrtc.SUCCESS) {
      throw new DeviceException("NVRTC failed in " + what + ": " + nvrtc.nvrtcGetErrorString(result));
    }
  }
}
