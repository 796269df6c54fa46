package org.mae4j.backend.cuda.library;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of the driver API that are used, by the names of the library: the header {@code cuda.h} renames some
 * of them. Each returns 0 or an error. Sizes and addresses of the device are 64-bit integers.
 */
public interface CudaDriver extends Library {
  int SUCCESS = 0;
  int OUT_OF_MEMORY = 2;
  int ATTRIBUTE_CAPABILITY_MAJOR = 75;
  int ATTRIBUTE_CAPABILITY_MINOR = 76;
  /** The stream does not wait for the stream 0. */
  int STREAM_NON_BLOCKING = 1;
  /** Only calls of the recording thread can disturb a recording. */
  int CAPTURE_MODE_THREAD_LOCAL = 1;

  /** An event that orders streams, and has no time. */
  int EVENT_DISABLE_TIMING = 2;

  /** A recorded event has a time whenever its recording is replayed. */
  int EVENT_RECORD_EXTERNAL = 1;

  int cuInit(int flags);

  int cuDriverGetVersion(IntByReference version);

  int cuGetErrorName(int error, PointerByReference text);

  int cuGetErrorString(int error, PointerByReference text);

  int cuDeviceGetCount(IntByReference count);

  int cuDeviceGet(IntByReference device, int ordinal);

  int cuDeviceGetName(byte[] name, int length, int device);

  int cuDeviceGetAttribute(IntByReference value, int attribute, int device);

  int cuDeviceTotalMem_v2(LongByReference bytes, int device);

  int cuDevicePrimaryCtxRetain(PointerByReference context, int device);

  int cuDevicePrimaryCtxRelease_v2(int device);

  int cuCtxSetCurrent(Pointer context);

  int cuMemGetInfo_v2(LongByReference free, LongByReference total);

  int cuMemAlloc_v2(LongByReference address, long bytes);

  int cuMemFree_v2(long address);

  int cuMemHostAlloc(PointerByReference host, long bytes, int flags);

  int cuMemFreeHost(Pointer host);

  int cuMemcpyHtoDAsync_v2(long target, Pointer host, long bytes, Pointer stream);

  int cuMemcpyDtoHAsync_v2(Pointer host, long source, long bytes, Pointer stream);

  int cuMemcpyDtoDAsync_v2(long target, long source, long bytes, Pointer stream);

  int cuMemsetD32Async(long target, int value, long count, Pointer stream);

  int cuStreamCreate(PointerByReference stream, int flags);

  int cuStreamDestroy_v2(Pointer stream);

  int cuStreamSynchronize(Pointer stream);

  int cuStreamWaitEvent(Pointer stream, Pointer event, int flags);

  int cuStreamBeginCapture_v2(Pointer stream, int mode);

  int cuStreamEndCapture(Pointer stream, PointerByReference graph);

  int cuGraphInstantiateWithFlags(PointerByReference executable, Pointer graph, long flags);

  int cuGraphLaunch(Pointer executable, Pointer stream);

  int cuGraphExecDestroy(Pointer executable);

  int cuGraphDestroy(Pointer graph);

  int cuEventCreate(PointerByReference event, int flags);

  int cuEventRecordWithFlags(Pointer event, Pointer stream, int flags);

  int cuEventElapsedTime(FloatByReference milliseconds, Pointer first, Pointer last);

  int cuEventDestroy_v2(Pointer event);

  int cuModuleLoadData(PointerByReference module, Pointer image);

  int cuModuleUnload(Pointer module);

  int cuModuleGetFunction(PointerByReference function, Pointer module, String name);

  int cuLaunchKernel(Pointer function, int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ,
      int sharedBytes, Pointer stream, Pointer arguments, Pointer extra);
}
