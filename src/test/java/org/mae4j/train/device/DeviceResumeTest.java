package org.mae4j.train.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mae4j.train.device.DeviceTraining.several;
import static org.mae4j.train.device.DeviceTraining.values;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.emulation.TestedDevice;
import org.mae4j.train.TrainingState;
import org.nd4j.linalg.api.buffer.DataType;

/** Trainings on a device that are interrupted and resumed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceResumeTest {
  /** Closing fails if memory of the device was not freed. */
  @AutoClose
  private final Device device = TestedDevice.open();
  private Uninterrupted whole;

  @BeforeAll
  void train() {
    whole = uninterrupted(one());
  }

  /** A training on the device to its end. */
  private record Uninterrupted(List<String> calls, float[] parameters, float[] averages) {}

  /** Resumes from what the host has: within an epoch, at its end and after it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5})
  void resumesBitIdentically(int at) {
    assertResumesAs(whole, at, one());
  }

  @Test
  void resumesBitIdenticallyOnSeveralDevices() {
    try (DeviceGroup devices = several(2)) {
      assertResumesAs(uninterrupted(devices), 3, devices);
    }
  }

  private static Uninterrupted uninterrupted(DeviceGroup devices) {
    List<String> calls = new ArrayList<>();
    try (DeviceTraining training = new DeviceTraining(new Parameters(DataType.FLOAT, 1), devices)) {
      training.run(TrainingState.START, -1, calls);
      return new Uninterrupted(calls, values(training.parameters()), values(training.weights().evaluated()));
    }
  }

  private static void assertResumesAs(Uninterrupted expected, int at, DeviceGroup devices) {
    List<String> calls = new ArrayList<>();
    try (DeviceTraining cut = new DeviceTraining(new Parameters(DataType.FLOAT, 1), devices)) {
      TrainingState reached = cut.run(TrainingState.START, at, calls);
      try (DeviceTraining rest = new DeviceTraining(cut.parameters().copy(), devices)) {
        cut.optimizer().state().forEach((name, array) -> rest.optimizer().state().get(name).assign(array));
        rest.run(reached, -1, calls);
        assertEquals(expected.calls(), calls);
        assertArrayEquals(expected.parameters(), values(rest.parameters()));
        assertArrayEquals(expected.averages(), values(rest.weights().evaluated()));
      }
    }
  }

  private DeviceGroup one() {
    return new DeviceGroup(List.of(device));
  }
}
