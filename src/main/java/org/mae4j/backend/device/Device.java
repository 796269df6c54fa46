package org.mae4j.backend.device;

import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * A processor with memory of its own. It computes in the order of the calls, which do not wait for it; {@link
 * #download} and {@link #synchronize} do. For one thread at a time.
 *
 * <p>Memory is named by addresses, which are numbers for the device only. All values are in the order and size of the
 * host: 32-bit floats and integers, row-major.
 */
public interface Device extends AutoCloseable {
  /** Returns the name of the device, such as {@code NVIDIA H100}. */
  String name();

  /**
   * Returns whether products round their factors to 10 bits of mantissa or fewer, on tensor cores. Kernels that multiply
   * matrices may round to 10 bits then.
   */
  boolean roundsFactors();

  /** Returns the size of the memory and what is free of it now. */
  MemorySpace memory();

  /**
   * Allocates memory, aligned to 256 bytes. Its contents are undefined.
   *
   * @param bytes size, at least 1
   * @throws DeviceException if there is not enough memory
   */
  DeviceMemory allocate(long bytes);

  /**
   * Allocates memory of the host from which {@link #upload} is faster. Its contents are undefined.
   *
   * @param bytes size, at least 1
   */
  HostMemory allocateOnHost(long bytes);

  /**
   * Allocates memory into which the host copies while the device computes. Its contents are undefined.
   *
   * @param bytes size, at least 1
   * @throws DeviceException if there is not enough memory
   */
  UploadBuffer allocateForUploads(long bytes);

  /**
   * Copies from the host, and returns when all earlier calls have been computed and the bytes may be overwritten.
   *
   * @param host address in the memory of the host
   * @param target address in the memory of the device
   */
  void upload(Pointer host, long target, long bytes);

  /**
   * Starts a copy from memory of {@link #allocateOnHost}, in the order of the calls. The bytes must not change until the
   * next {@link #synchronize}, {@link #upload} or {@link #download} returns.
   *
   * @param host address in the memory of the host
   * @param target address in the memory of the device
   */
  void uploadLater(Pointer host, long target, long bytes);

  /** Copies to the host, and returns when all earlier calls have been computed and the bytes are there. */
  void download(long source, Pointer host, long bytes);

  /** Copies within the memory of the device; the two ranges do not overlap. */
  void copy(long source, long target, long bytes);

  /** Writes zeros. @param bytes a multiple of 4 */
  void fill(long target, long bytes);

  /**
   * Returns a function of a source, which is compiled once for each device.
   *
   * @param name of an {@code extern "C" __global__} function of the source
   * @throws DeviceException if the source cannot be compiled or has no such function
   */
  Kernel kernel(KernelSource source, String name);

  /** Starts a function; its arguments are those of its declaration, in order. */
  void launch(Kernel kernel, LaunchShape shape, KernelArguments arguments);

  /** Computes {@code C = alpha·op(A)·op(B) + beta·C} from the addresses of the first elements. */
  void multiply(ProductShape product, long a, long b, long c);

  /**
   * Records the launches, products, copies within the device and fills of {@code operations}, without computing them.
   * Nothing may be allocated, uploaded, downloaded or compiled meanwhile, so all of it must have run once before.
   */
  Recording record(Runnable operations);

  /**
   * Records operations as {@link #record} does, and measures one replay of them.
   *
   * @return the time of each operation on the device in milliseconds
   */
  double[] times(List<Runnable> operations);

  /** Waits until all earlier calls have been computed. */
  void synchronize();

  /** Frees what the device holds; memory and recordings must have been closed. */
  @Override
  void close();
}
