package org.mae4j.engine.device.update;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Arrays of the shapes of some parameters, and the losses of the micro-batches of a step, in one block of a device. Blocks
 * of the same shapes on several devices have the same layout, so that one copy passes all that is in them.
 */
public final class ParameterBlock implements AutoCloseable {
  private static final long ALIGNMENT = 256;

  private final Device device;
  private final DeviceMemory memory;
  private final List<DeviceArray> arrays = new ArrayList<>();
  private final long losses;

  /** @param parameters of the same device or of another one */
  public ParameterBlock(Device device, List<DeviceArray> parameters, int microBatches) {
    this.device = device;
    this.memory = device.allocate(bytes(parameters.stream().mapToLong(DeviceArray::length), microBatches));
    long address = memory.address();
    for (DeviceArray parameter : parameters) {
      arrays.add(new DeviceArray(address, DataType.FLOAT, parameter.shape()));
      address += aligned(parameter.length());
    }
    this.losses = address;
  }

  /** Returns the size of a block for parameters of {@code lengths} values. */
  public static long bytes(LongStream lengths, int microBatches) {
    return lengths.map(ParameterBlock::aligned).sum() + aligned(microBatches);
  }

  /** Returns the bytes of {@code values} values up to the next array. */
  public static long aligned(long values) {
    return (values * Float.BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Returns the arrays in the order of the parameters. */
  public List<DeviceArray> arrays() {
    return List.copyOf(arrays);
  }

  /** Returns the address of the loss of a micro-batch; the next ones are behind it. */
  public long loss(int microBatch) {
    return losses + (long) microBatch * Float.BYTES;
  }

  /** Starts a copy of all from memory of {@link Device#allocateOnHost}, as {@link Device#uploadLater} does. */
  public void uploadLater(Pointer host) {
    device.uploadLater(host, memory.address(), bytes());
  }

  /** Copies all to the host, and returns when it is there. */
  public void download(Pointer host) {
    device.download(memory.address(), host, bytes());
  }

  /** Returns the size of the block. */
  public long bytes() {
    return memory.bytes();
  }

  @Override
  public void close() {
    memory.close();
  }
}
