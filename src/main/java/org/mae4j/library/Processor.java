package org.mae4j.library;

import java.util.Optional;
import org.mae4j.backend.cuda.CudaGpus;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.config.ComputeConfig.Precision;

/** What computes a model or an experiment. */
public enum Processor implements DeviceOpener {
  /** The CPU, which is the default. */
  CPU {
    @Override
    public Optional<Device> open(Precision precision) {
      return DeviceOpener.CPU.open(precision);
    }
  },
  /**
   * Nvidia GPUs of compute capability 7.0 or later, as with {@code --gpu}: an experiment trains on all that
   * {@code CUDA_VISIBLE_DEVICES} names and that are like the first one; a model is computed by one. Opening them throws a
   * {@link org.mae4j.backend.device.DeviceException}, whose message is one line, if there is none, or no driver or library.
   */
  GPU {
    @Override
    public Optional<Device> open(Precision precision) {
      return Optional.of(CudaGpus.open(System.getenv(), precision));
    }

    @Override
    public DeviceGroup openAll(Precision precision) {
      return CudaGpus.openAll(System.getenv(), precision);
    }
  }
}
