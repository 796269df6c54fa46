package org.mae4j.backend.cuda.library;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.backend.ComputeCapability;
import org.mae4j.backend.device.DeviceException;

/** Calls of the driver whose errors become exceptions. */
public record DriverCalls(CudaDriver driver) {
  private static final int NAME_BYTES = 256;
  private static final int PER_MAJOR = 1000;
  private static final int PER_MINOR = 10;

  /**
   * Checks a result of the driver.
   *
   * @param what the call was for, such as "copying to the GPU"
   */
  public void require(int result, String what) {
    if (result != CudaDriver.SUCCESS) {
      throw new DeviceException("the GPU failed in " + what + ": " + describe(result));
    }
  }

  /** Starts a copy from the present element of a pointer of the host to an address of the GPU. */
  public void copyFromHost(org.bytedeco.javacpp.Pointer host, long target, long bytes, Pointer stream) {
    require(driver.cuMemcpyHtoDAsync_v2(target, at(host), bytes, stream), "copying to the GPU");
  }

  /** Starts a copy from an address of the GPU to the present element of a pointer of the host. */
  public void copyToHost(long source, org.bytedeco.javacpp.Pointer host, long bytes, Pointer stream) {
    require(driver.cuMemcpyDtoHAsync_v2(at(host), source, bytes, stream), "copying from the GPU");
  }

  private static Pointer at(org.bytedeco.javacpp.Pointer host) {
    return new Pointer(host.address() + host.position() * host.sizeof());
  }

  /** Returns the driver's name and description of an error. */
  public String describe(int result) {
    PointerByReference name = new PointerByReference();
    PointerByReference text = new PointerByReference();
    boolean known = driver.cuGetErrorName(result, name) == CudaDriver.SUCCESS
        && driver.cuGetErrorString(result, text) == CudaDriver.SUCCESS;
    return known ? name.getValue().getString(0) + ", " + text.getValue().getString(0) : "error " + result;
  }

  /** Returns the version of CUDA that the driver is for. */
  public CudaVersion version() {
    IntByReference version = new IntByReference();
    require(driver.cuDriverGetVersion(version), "asking for its version");
    return new CudaVersion(version.getValue() / PER_MAJOR, version.getValue() % PER_MAJOR / PER_MINOR);
  }

  /** Returns the GPUs that the driver shows, in its order. */
  public List<CudaGpu> gpus() {
    IntByReference count = new IntByReference();
    require(driver.cuDeviceGetCount(count), "counting the GPUs");
    return IntStream.range(0, count.getValue()).mapToObj(this::gpu).toList();
  }

  private CudaGpu gpu(int ordinal) {
    IntByReference device = new IntByReference();
    require(driver.cuDeviceGet(device, ordinal), "asking for a GPU");
    byte[] name = new byte[NAME_BYTES];
    require(driver.cuDeviceGetName(name, name.length, device.getValue()), "asking for its name");
    LongByReference bytes = new LongByReference();
    require(driver.cuDeviceTotalMem_v2(bytes, device.getValue()), "asking for its memory");
    return new CudaGpu(device.getValue(), new String(name, StandardCharsets.UTF_8).replaceFirst("\0.*", ""),
        new ComputeCapability(attribute(CudaDriver.ATTRIBUTE_CAPABILITY_MAJOR, device.getValue()),
            attribute(CudaDriver.ATTRIBUTE_CAPABILITY_MINOR, device.getValue())),
        bytes.getValue());
  }

  private int attribute(int attribute, int device) {
    IntByReference value = new IntByReference();
    require(driver.cuDeviceGetAttribute(value, attribute, device), "asking for its compute capability");
    return value.getValue();
  }
}
