package org.mae4j.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.Kernel;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;
import org.mae4j.backend.device.ProductShape;
import org.mae4j.backend.device.Recording;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;

/**
 * A device whose kernels are compiled by g++ and run on the CPU, and whose products are OpenBLAS's. Fresh memory is full
 * of NaN, and writing beside it fails when it is freed. Tests call {@link EmulatedKernel#assumeCompiler} first.
 */
public final class EmulatedDevice implements Device {
  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;
  private static final byte NOT_A_NUMBER = -1;
  private static final long ALIGNMENT = 256;

  private final Map<KernelSource, Map<String, Kernel>> kernels = new HashMap<>();
  private final boolean backwards;
  private List<Runnable> recorded;
  private long allocated;

  public EmulatedDevice() {
    this(false);
  }

  /** @param backwards whether the last thread of a block runs first; a kernel without races computes the same bits */
  public EmulatedDevice(boolean backwards) {
    this.backwards = backwards;
  }

  @Override
  public String name() {
    return "emulated";
  }

  /** Returns the bytes that are allocated and not closed. */
  public long allocated() {
    return allocated;
  }

  @Override
  public DeviceMemory allocate(long bytes) {
    requireNotRecording();
    allocated += bytes;
    BytePointer pointer = new BytePointer(bytes + 3 * ALIGNMENT).fill(NOT_A_NUMBER);
    return new EmulatedMemory(pointer, (pointer.address() + 2 * ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, bytes);
  }

  private final class EmulatedMemory implements DeviceMemory {
    private final BytePointer pointer;
    private final long address;
    private final long bytes;

    EmulatedMemory(BytePointer pointer, long address, long bytes) {
      this.pointer = pointer;
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
      requireUnwritten(0, address - pointer.address());
      requireUnwritten(address - pointer.address() + bytes, pointer.capacity());
      allocated -= bytes;
      pointer.close();
    }

    /** Before and behind each block there are at least {@value #ALIGNMENT} bytes that nothing may write. */
    private void requireUnwritten(long from, long to) {
      for (long i = from; i < to; i++) {
        if (pointer.get(i) != NOT_A_NUMBER) {
          throw new IllegalStateException("byte " + (i - address + pointer.address()) + " of a block of " + bytes
              + " bytes was written");
        }
      }
    }
  }

  @Override
  public void upload(Pointer host, long target, long bytes) {
    requireNotRecording();
    Pointer.memcpy(at(target), host, bytes);
  }

  @Override
  public void download(long source, Pointer host, long bytes) {
    requireNotRecording();
    Pointer.memcpy(host, at(source), bytes);
  }

  @Override
  public void copy(long source, long target, long bytes) {
    compute(() -> Pointer.memcpy(at(target), at(source), bytes));
  }

  @Override
  public void fill(long target, long bytes) {
    compute(() -> Pointer.memset(at(target), 0, bytes));
  }

  @Override
  public Kernel kernel(KernelSource source, String name) {
    Map<String, Kernel> ofSource = kernels.computeIfAbsent(source, key -> new HashMap<>());
    if (!ofSource.containsKey(name)) {
      requireNotRecording();
      ofSource.put(name, EmulatedKernel.of(source, name));
    }
    return ofSource.get(name);
  }

  @Override
  public void launch(Kernel kernel, LaunchShape shape, KernelArguments arguments) {
    compute(() -> ((EmulatedKernel) kernel).launch(shape, arguments, backwards));
  }

  @Override
  public void multiply(ProductShape shape, long a, long b, long c) {
    compute(() -> {
      for (int i = 0; i < shape.batch(); i++) {
        openblas.cblas_sgemm(ROW_MAJOR, shape.transposeA() ? TRANSPOSED : AS_IT_IS,
            shape.transposeB() ? TRANSPOSED : AS_IT_IS, shape.rows(), shape.columns(), shape.inner(), shape.alpha(),
            floats(a, i * shape.batchA()), shape.strideA(), floats(b, i * shape.batchB()), shape.strideB(),
            shape.beta(), floats(c, i * shape.batchC()), shape.strideC());
      }
    });
  }

  private static FloatPointer floats(long address, long offset) {
    return new FloatPointer(at(address + offset * Float.BYTES));
  }

  private static Pointer at(long address) {
    return new PagedPointer(address);
  }

  private void compute(Runnable work) {
    if (recorded == null) {
      work.run();
    } else {
      recorded.add(work);
    }
  }

  @Override
  public Recording record(Runnable operations) {
    requireNotRecording();
    List<Runnable> work = new ArrayList<>();
    recorded = work;
    try {
      operations.run();
    } finally {
      recorded = null;
    }
    return new EmulatedRecording(work);
  }

  private record EmulatedRecording(List<Runnable> work) implements Recording {
    @Override
    public void replay() {
      work.forEach(Runnable::run);
    }

    @Override
    public void close() {
      work.clear();
    }
  }

  private void requireNotRecording() {
    if (recorded != null) {
      throw new IllegalStateException("not possible while work is recorded");
    }
  }

  @Override
  public void synchronize() {
    requireNotRecording();
  }

  @Override
  public void close() {
    if (allocated != 0) {
      throw new IllegalStateException(allocated + " bytes of the device were not freed");
    }
  }
}
