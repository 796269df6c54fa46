package org.mae4j.engine.device.update;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.mae4j.backend.device.Device;
import org.mae4j.base.Resources;

/** Small blocks of memory of a device, such as tables of addresses, which are freed together. */
final class TableMemory implements AutoCloseable {
  private final Device device;
  private final Resources owned = new Resources();
  private long bytes;

  TableMemory(Device device) {
    this.device = device;
  }

  /** Returns the address of new memory. */
  long allocate(long bytes) {
    long address = owned.add(device.allocate(bytes)).address();
    this.bytes += bytes;
    return address;
  }

  /** Returns the address of new memory with what {@code writer} writes. */
  long table(int bytes, Consumer<ByteBuffer> writer) {
    long address = allocate(bytes);
    upload(address, bytes, writer);
    return address;
  }

  /** Copies what {@code writer} writes to the device. */
  void upload(long address, int bytes, Consumer<ByteBuffer> writer) {
    try (BytePointer host = new BytePointer(bytes)) {
      writer.accept(host.asByteBuffer().order(ByteOrder.nativeOrder()));
      device.upload(host, address, bytes);
    }
  }

  /** Returns the bytes of all blocks. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    owned.close();
  }
}
