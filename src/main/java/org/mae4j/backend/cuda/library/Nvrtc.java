package org.mae4j.backend.cuda.library;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** The functions of Nvidia's runtime compiler that are used. Each returns 0 or an error if it returns an integer. */
public interface Nvrtc extends Library {
  int SUCCESS = 0;

  String nvrtcGetErrorString(int result);

  int nvrtcVersion(IntByReference major, IntByReference minor);

  int nvrtcGetNumSupportedArchs(IntByReference count);

  int nvrtcGetSupportedArchs(int[] architectures);

  int nvrtcCreateProgram(PointerByReference program, String source, String name, int headers, Pointer headerTexts,
      Pointer headerNames);

  int nvrtcDestroyProgram(PointerByReference program);

  int nvrtcCompileProgram(Pointer program, int options, String[] values);

  int nvrtcGetProgramLogSize(Pointer program, LongByReference bytes);

  int nvrtcGetProgramLog(Pointer program, byte[] log);

  int nvrtcGetPTXSize(Pointer program, LongByReference bytes);

  int nvrtcGetPTX(Pointer program, byte[] code);

  int nvrtcGetCUBINSize(Pointer program, LongByReference bytes);

  int nvrtcGetCUBIN(Pointer program, byte[] code);
}
