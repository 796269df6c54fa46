package org.mae4j.backend.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.Kernel;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;
import org.mae4j.backend.device.ProductShape;
import org.mae4j.backend.device.Recording;
import org.mae4j.config.ComputeConfig.Precision;

/** A card of Nvidia on which plans run: one stream, kernels by NVRTC, products by cuBLAS. */
public final class GraphicsCard implements Device {
  private final CudaCard card;
  private final DriverCalls calls;
  private final CudaContext context;
  private final DriverModules modules;
  private final CublasProducts products;

  private GraphicsCard(CudaInstallation installation, Precision precision) {
    this.card = installation.cards().get(0);
    this.calls = new DriverCalls(installation.driver().functions());
    this.context = new CudaContext(calls, card);
    this.modules = new DriverModules(calls, installation.compilerOfCard());
    this.products = new CublasProducts(installation.products().functions(), context.stream(),
        allocate(CublasProducts.WORKSPACE_BYTES), card.hasTf32() ? precision : Precision.FP32);
  }

  /**
   * Opens the first card that the driver shows; {@code CUDA_VISIBLE_DEVICES} chooses which one that is.
   *
   * @param environment variables of the process, which name folders of libraries
   * @param precision of matrix products
   * @throws DeviceException if there is no driver, library or card, or one that is too old
   */
  public static GraphicsCard open(Map<String, String> environment, Precision precision) {
    return new GraphicsCard(CudaInstallation.find(environment), precision);
  }

  /**
   * Returns a line about the cards, the driver and the libraries.
   *
   * @throws DeviceException if there is no driver, library or card, or one that is too old
   */
  public static String describe(Map<String, String> environment) {
    CudaInstallation installation = CudaInstallation.find(environment);
    installation.compilerOfCard();
    return installation.describe();
  }

  @Override
  public String name() {
    return card.name();
  }

  @Override
  public DeviceMemory allocate(long bytes) {
    context.enter();
    LongByReference address = new LongByReference();
    int result = calls.driver().cuMemAlloc_v2(address, bytes);
    if (result == CudaDriver.OUT_OF_MEMORY) {
      throw new DeviceException(card.name() + " has too little free memory for " + bytes + " more bytes; use a smaller "
          + "batch.microBatch");
    }
    calls.require(result, "allocating memory");
    return new CardMemory(address.getValue(), bytes);
  }

  @Override
  public void upload(org.bytedeco.javacpp.Pointer host, long target, long bytes) {
    context.enter();
    calls.require(calls.driver().cuMemcpyHtoDAsync_v2(target, at(host), bytes, context.stream()),
        "copying to the card");
    // From memory that is not pinned, such as ND4J's, the driver may copy before or after it returns.
    synchronize();
  }

  @Override
  public void download(long source, org.bytedeco.javacpp.Pointer host, long bytes) {
    context.enter();
    calls.require(calls.driver().cuMemcpyDtoHAsync_v2(at(host), source, bytes, context.stream()),
        "copying from the card");
    synchronize();
  }

  private static Pointer at(org.bytedeco.javacpp.Pointer host) {
    return new Pointer(host.address() + host.position() * host.sizeof());
  }

  @Override
  public void copy(long source, long target, long bytes) {
    context.enter();
    calls.require(calls.driver().cuMemcpyDtoDAsync_v2(target, source, bytes, context.stream()),
        "copying on the card");
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
    try (LaunchArguments values = new LaunchArguments(arguments.values())) {
      calls.require(calls.driver().cuLaunchKernel(((DriverKernel) kernel).function(), shape.gridX(), shape.gridY(),
          shape.gridZ(), shape.blockX(), shape.blockY(), 1, shape.sharedBytes(), context.stream(), values.addresses(),
          Pointer.NULL), "starting " + kernel.name());
    }
  }

  @Override
  public void multiply(ProductShape product, long a, long b, long c) {
    context.enter();
    products.multiply(product, new Pointer(a), new Pointer(b), new Pointer(c));
  }

  @Override
  public Recording record(Runnable operations) {
    context.enter();
    CudaDriver driver = calls.driver();
    PointerByReference graph = new PointerByReference();
    calls.require(driver.cuStreamBeginCapture_v2(context.stream(), CudaDriver.CAPTURE_MODE_THREAD_LOCAL),
        "starting a recording");
    try {
      operations.run();
    } catch (RuntimeException | Error e) {
      driver.cuStreamEndCapture(context.stream(), graph);
      throw e;
    }
    calls.require(driver.cuStreamEndCapture(context.stream(), graph), "ending a recording");
    PointerByReference executable = new PointerByReference();
    calls.require(driver.cuGraphInstantiateWithFlags(executable, graph.getValue(), 0), "preparing a recording");
    calls.require(driver.cuGraphDestroy(graph.getValue()), "freeing a recording");
    return new GraphRecording(executable.getValue());
  }

  @Override
  public void synchronize() {
    context.enter();
    calls.require(calls.driver().cuStreamSynchronize(context.stream()), "computing");
  }

  @Override
  public void close() {
    context.enter();
    products.close();
    modules.close();
    context.close();
  }

  /** Memory of the card. */
  private final class CardMemory implements DeviceMemory {
    private final long address;
    private final long bytes;

    CardMemory(long address, long bytes) {
      this.address = address;
      this.bytes = bytes;
    }

    @Override
    public long address() {
      return address;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      synchronize();
      calls.require(calls.driver().cuMemFree_v2(address), "freeing memory");
    }
  }

  /** A CUDA graph that can be launched. */
  private final class GraphRecording implements Recording {
    private final Pointer executable;

    GraphRecording(Pointer executable) {
      this.executable = executable;
    }

    @Override
    public void replay() {
      context.enter();
      calls.require(calls.driver().cuGraphLaunch(executable, context.stream()), "replaying a recording");
    }

    @Override
    public void close() {
      synchronize();
      calls.require(calls.driver().cuGraphExecDestroy(executable), "freeing a recording");
    }
  }
}
