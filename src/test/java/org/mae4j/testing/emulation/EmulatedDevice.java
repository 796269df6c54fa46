package org.mae4j.testing.emulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceException;
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
import org.nd4j.linalg.api.memory.pointers.PagedPointer;

/**
 * A device whose kernels are compiled by g++ and run on the CPU, and whose products are OpenBLAS's. It rounds factors to 10
 * bits of mantissa, or computes in full precision. It computes when it is waited for. Fresh memory is full of NaN. A kernel
 * that reads or writes beside it fails; for other operations that write there, freeing it does. Tests call {@link
 * CompiledLibrary#assumeCompiler} first.
 */
public final class EmulatedDevice implements Device {
  private static final long TERABYTE = 1L << 40;

  private final Map<KernelSource, Map<String, Kernel>> kernels = new HashMap<>();
  private final EmulatedStream stream = new EmulatedStream();
  /** What is allocated, by address. */
  private final SortedMap<Long, EmulatedMemory> allocatedBlocks = new TreeMap<>();
  /** The same as kernels read it; empty after a change. */
  private long[] blocks = {};
  private final boolean backwards;
  private final boolean roundsFactors;
  private final long memory;
  private long allocated;
  private long allocatedOnHost;
  private int allocations;
  private int failing;

  public EmulatedDevice() {
    this(false, false);
  }

  /** @param memory bytes that can be allocated */
  public EmulatedDevice(long memory) {
    this(false, false, memory);
  }

  /**
   * @param backwards whether the last thread of a block runs first, and copies beside computations are early; without races
   *     the bits are the same
   * @param roundsFactors whether it computes as a GPU with {@code compute.precision = tf32}
   */
  public EmulatedDevice(boolean backwards, boolean roundsFactors) {
    this(backwards, roundsFactors, TERABYTE);
  }

  private EmulatedDevice(boolean backwards, boolean roundsFactors, long memory) {
    this.backwards = backwards;
    this.roundsFactors = roundsFactors;
    this.memory = memory;
  }

  @Override
  public String name() {
    return "emulated";
  }

  @Override
  public boolean roundsFactors() {
    return roundsFactors;
  }

  @Override
  public MemorySpace memory() {
    return new MemorySpace(memory - allocated, memory);
  }

  /** Returns the bytes that are allocated and not closed. */
  public long allocated() {
    return allocated;
  }

  /** Makes one allocation of the device or of the host fail: the first one from now on, if {@code number} is 1. */
  public void failAllocation(int number) {
    allocations = 0;
    failing = number;
  }

  private void countAllocation() {
    stream.requireNotRecording();
    allocations++;
    if (allocations == failing) {
      throw new DeviceException("allocation " + failing + " fails as asked");
    }
  }

  @Override
  public DeviceMemory allocate(long bytes) {
    return allocated(bytes);
  }

  private EmulatedMemory allocated(long bytes) {
    countAllocation();
    if (bytes > memory - allocated) {
      throw new DeviceException("the emulated device has too little free memory for " + bytes + " more bytes");
    }
    allocated += bytes;
    EmulatedMemory block = EmulatedMemory.of(bytes, stream::synchronize, this::freed);
    allocatedBlocks.put(block.address(), block);
    blocks = new long[0];
    return block;
  }

  private void freed(EmulatedMemory block) {
    allocated -= block.bytes();
    allocatedBlocks.remove(block.address());
    blocks = new long[0];
  }

  /** Returns the number of blocks, and the bounds of each of them. */
  private long[] blocks() {
    if (blocks.length == 0) {
      blocks = LongStream.concat(LongStream.of(allocatedBlocks.size()),
          allocatedBlocks.values().stream().flatMapToLong(EmulatedMemory::bounds)).toArray();
    }
    return blocks;
  }

  @Override
  public UploadBuffer allocateForUploads(long bytes) {
    return new EmulatedUploadBuffer(stream, allocated(bytes), backwards);
  }

  @Override
  public HostMemory allocateOnHost(long bytes) {
    countAllocation();
    allocatedOnHost += bytes;
    return new EmulatedHostMemory(
        EmulatedMemory.of(bytes, stream::synchronize, freed -> allocatedOnHost -= freed.bytes()));
  }

  @Override
  public void upload(Pointer host, long target, long bytes) {
    synchronize();
    Pointer.memcpy(at(target), host, bytes);
  }

  @Override
  public void uploadLater(Pointer host, long target, long bytes) {
    long source = host.address() + host.position() * host.sizeof();
    stream.startOnly(() -> Pointer.memcpy(at(target), at(source), bytes));
  }

  @Override
  public void download(long source, Pointer host, long bytes) {
    synchronize();
    Pointer.memcpy(host, at(source), bytes);
  }

  @Override
  public void copy(long source, long target, long bytes) {
    stream.start(() -> Pointer.memcpy(at(target), at(source), bytes));
  }

  @Override
  public void fill(long target, long bytes) {
    stream.start(() -> Pointer.memset(at(target), 0, bytes));
  }

  @Override
  public Kernel kernel(KernelSource source, String name) {
    Map<String, Kernel> ofSource = kernels.computeIfAbsent(source, key -> new HashMap<>());
    if (!ofSource.containsKey(name)) {
      stream.requireNotRecording();
      ofSource.put(name, EmulatedKernel.of(source, name));
    }
    return ofSource.get(name);
  }

  @Override
  public void launch(Kernel kernel, LaunchShape shape, KernelArguments arguments) {
    stream.start(() -> ((EmulatedKernel) kernel).launch(shape, arguments, backwards, blocks()));
  }

  @Override
  public void multiply(ProductShape shape, long a, long b, long c) {
    stream.start(() -> EmulatedProducts.multiply(shape, a, b, c, roundsFactors));
  }

  private static Pointer at(long address) {
    return new PagedPointer(address);
  }

  @Override
  public Recording record(Runnable operations) {
    return stream.record(operations);
  }

  @Override
  public double[] times(List<Runnable> operations) {
    synchronize();
    return operations.stream().mapToDouble(this::millis).toArray();
  }

  private double millis(Runnable operation) {
    long start = System.nanoTime();
    operation.run();
    synchronize();
    return (System.nanoTime() - start) / 1e6;
  }

  @Override
  public void synchronize() {
    stream.synchronize();
  }

  @Override
  public void close() {
    synchronize();
    if (allocated != 0) {
      throw new IllegalStateException(allocated + " bytes of the device were not freed");
    }
    if (allocatedOnHost != 0) {
      throw new IllegalStateException(allocatedOnHost + " bytes of the host were not freed");
    }
    stream.requireRecordingsClosed();
  }
}
