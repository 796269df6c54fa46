package org.mae4j.backend.cuda;

import com.sun.jna.Pointer;
import java.util.List;
import org.mae4j.backend.cuda.kernel.DriverKernel;
import org.mae4j.backend.cuda.kernel.DriverModules;
import org.mae4j.backend.cuda.kernel.KernelCache;
import org.mae4j.backend.cuda.library.CudaGpu;
import org.mae4j.backend.cuda.library.DriverCalls;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.HostMemory;
import org.mae4j.backend.device.Kernel;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;
import org.mae4j.backend.device.MemorySpace;
import org.mae4j.backend.device.ProductShape;
import org.mae4j.backend.device.Recording;
import org.mae4j.backend.device.UploadBuffer;
import org.mae4j.base.Resources;
import org.mae4j.config.ComputeConfig.Precision;

/** A GPU of Nvidia on which plans run: a stream of computations and one of copies, kernels by NVRTC, products by cuBLAS. */
final class CudaGpuDevice implements Device {
  private final CudaGpu gpu;
  private final DriverCalls calls;
  private final CudaContext context;
  private final DriverModules modules;
  private final CublasProducts products;
  private final Precision precision;
  private final Resources owned;

  /** @param gpu of {@link GpuUse}, which gets it back when the device is closed */
  CudaGpuDevice(CudaInstallation installation, CudaGpu gpu, KernelCache cache, Precision precision) {
    this.gpu = gpu;
    this.precision = gpu.roundsFloats() ? precision : Precision.FP32;
    this.calls = new DriverCalls(installation.driver().functions());
    try (Resources made = new Resources()) {
      made.add(() -> GpuUse.release(gpu));
      this.context = made.add(new CudaContext(calls, gpu));
      this.modules = made.add(new DriverModules(calls, installation.compilerOfGpu(), cache));
      this.products = made.add(new CublasProducts(installation.products().functions(), context.stream(),
          allocate(CublasProducts.WORKSPACE_BYTES), this.precision));
      // Before the others are closed, by whichever thread.
      made.add(context::enter);
      this.owned = made.keep();
    }
  }

  @Override
  public String name() {
    return gpu.name();
  }

  @Override
  public boolean roundsFactors() {
    return precision != Precision.FP32;
  }

  @Override
  public MemorySpace memory() {
    return context.memory();
  }

  @Override
  public DeviceMemory allocate(long bytes) {
    return GpuMemory.of(calls, context, gpu.name(), bytes);
  }

  @Override
  public HostMemory allocateOnHost(long bytes) {
    return PinnedMemory.of(calls, context, bytes);
  }

  @Override
  public UploadBuffer allocateForUploads(long bytes) {
    return new GpuUploadBuffer(calls, context, allocate(bytes));
  }

  @Override
  public void upload(org.bytedeco.javacpp.Pointer host, long target, long bytes) {
    uploadLater(host, target, bytes);
    synchronize();
  }

  @Override
  public void uploadLater(org.bytedeco.javacpp.Pointer host, long target, long bytes) {
    context.enter();
    calls.copyFromHost(host, target, bytes, context.stream());
  }

  @Override
  public void download(long source, org.bytedeco.javacpp.Pointer host, long bytes) {
    context.enter();
    calls.copyToHost(source, host, bytes, context.stream());
    synchronize();
  }

  @Override
  public void copy(long source, long target, long bytes) {
    context.enter();
    calls.require(calls.driver().cuMemcpyDtoDAsync_v2(target, source, bytes, context.stream()),
        "copying on the GPU");
  }

  @Override
  public void fill(long target, long bytes) {
    context.enter();
    calls.require(calls.driver().cuMemsetD32Async(target, 0, bytes / Integer.BYTES, context.stream()),
        "writing zeros");
  }

  @Override
  public Kernel kernel(KernelSource source, String name) {
    context.enter();
    return modules.kernel(source, name);
  }

  @Override
  public void launch(Kernel kernel, LaunchShape shape, KernelArguments arguments) {
    context.enter();
    ((DriverKernel) kernel).launch(calls, context.stream(), shape, arguments);
  }

  @Override
  public void multiply(ProductShape product, long a, long b, long c) {
    context.enter();
    products.multiply(product, new Pointer(a), new Pointer(b), new Pointer(c));
  }

  @Override
  public Recording record(Runnable operations) {
    return GraphRecording.of(calls, context, operations);
  }

  @Override
  public double[] times(List<Runnable> operations) {
    try (EventTimes times = new EventTimes(calls, context, operations.size())) {
      return times.of(operations);
    }
  }

  @Override
  public void synchronize() {
    context.synchronize();
  }

  @Override
  public void close() {
    owned.close();
  }
}
