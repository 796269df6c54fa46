package org.mae4j.backend.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.testing.emulation.TestedDevice;
import org.nd4j.linalg.api.memory.pointers.PagedPointer;

/** Copies into a buffer while the device reads what it has of the copy before. */
class UploadBufferTest {
  private static final int LENGTH = 50_000;
  private static final long BYTES = 4L * LENGTH;
  private static final int ROUNDS = 20;

  /** The next values are sent before the device was waited for, from the memory of the host that is not in use. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theDeviceReadsEachCopyWhole(boolean backwards) {
    try (Device device = TestedDevice.open(backwards);
        HostMemory host = device.allocateOnHost(2 * BYTES);
        UploadBuffer buffer = device.allocateForUploads(BYTES);
        DeviceMemory work = device.allocate(BYTES);
        DeviceMemory kept = device.allocate(ROUNDS * BYTES)) {
      List<FloatPointer> slots = new ArrayList<>();
      for (long start : new long[] {0, BYTES}) {
        slots.add(new FloatPointer(new PagedPointer(host.pointer().address() + start)).capacity(LENGTH));
      }
      send(buffer, slots.get(0), 0);
      for (int round = 0; round < ROUNDS; round++) {
        buffer.acquire();
        device.copy(buffer.address(), work.address(), BYTES);
        buffer.release();
        device.copy(work.address(), kept.address() + round * BYTES, BYTES);
        send(buffer, slots.get((round + 1) % 2), round + 1);
        device.synchronize();
      }
      assertKept(device, kept);
    }
  }

  private static void send(UploadBuffer buffer, FloatPointer slot, int round) {
    slot.put(values(round));
    buffer.upload(slot);
  }

  private static float[] values(int round) {
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = round * 7 + i;
    }
    return values;
  }

  private static void assertKept(Device device, DeviceMemory kept) {
    float[] actual = new float[LENGTH];
    try (FloatPointer host = new FloatPointer(LENGTH)) {
      for (int round = 0; round < ROUNDS; round++) {
        device.download(kept.address() + round * BYTES, host, BYTES);
        host.get(actual);
        assertArrayEquals(values(round), actual, "round " + round);
      }
    }
  }
}
