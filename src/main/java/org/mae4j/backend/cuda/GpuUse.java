package org.mae4j.backend.cuda;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mae4j.backend.cuda.library.CudaGpu;

/** Counts how often each GPU is open in this process, so that runs at the same time are dealt out to the GPUs. */
final class GpuUse {
  private static final Map<Integer, Integer> OPEN = new HashMap<>();

  private GpuUse() {}

  /** Counts a GPU as opened once more, and returns it: the first one of those that are open least often. */
  static CudaGpu take(List<CudaGpu> gpus) {
    synchronized (OPEN) {
      CudaGpu least =
          gpus.stream().min(Comparator.comparingInt(gpu -> OPEN.getOrDefault(gpu.device(), 0))).orElseThrow();
      OPEN.merge(least.device(), 1, Integer::sum);
      return least;
    }
  }

  /** Counts a GPU as closed once. */
  static void release(CudaGpu gpu) {
    synchronized (OPEN) {
      OPEN.merge(gpu.device(), -1, Integer::sum);
    }
  }
}
