package org.mae4j.backend.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.mae4j.backend.cuda.library.CudaDriver;
import org.mae4j.backend.cuda.library.DriverCalls;
import org.mae4j.backend.device.Recording;

/**
 * A CUDA graph that can be launched.
 *
 * @param executable handle of the driver
 */
record GraphRecording(DriverCalls calls, CudaContext context, Pointer executable) implements Recording {
  /**
   * Lock of recordings, and of calls that wait for a whole GPU: such a call fails while another thread records on that GPU,
   * and the recording fails, too. Runs at the same time share the context of a GPU.
   */
  static final Object RECORDING = new Object();

  /** Records what {@code operations} put into the stream of a context. */
  static GraphRecording of(DriverCalls calls, CudaContext context, Runnable operations) {
    context.enter();
    CudaDriver driver = calls.driver();
    Pointer graph = graph(calls, context, operations);
    try {
      PointerByReference executable = new PointerByReference();
      calls.require(driver.cuGraphInstantiateWithFlags(executable, graph, 0), "preparing a recording");
      return new GraphRecording(calls, context, executable.getValue());
    } finally {
      driver.cuGraphDestroy(graph);
    }
  }

  private static Pointer graph(DriverCalls calls, CudaContext context, Runnable operations) {
    CudaDriver driver = calls.driver();
    PointerByReference graph = new PointerByReference();
    synchronized (RECORDING) {
      calls.require(driver.cuStreamBeginCapture_v2(context.stream(), CudaDriver.CAPTURE_MODE_THREAD_LOCAL),
          "starting a recording");
      try {
        operations.run();
      } catch (RuntimeException | Error e) {
        // A graph, unless the failure is one of the recording.
        if (driver.cuStreamEndCapture(context.stream(), graph) == CudaDriver.SUCCESS) {
          driver.cuGraphDestroy(graph.getValue());
        }
        throw e;
      }
      calls.require(driver.cuStreamEndCapture(context.stream(), graph), "ending a recording");
      return graph.getValue();
    }
  }

  @Override
  public void replay() {
    context.enter();
    calls.require(calls.driver().cuGraphLaunch(executable, context.stream()), "replaying a recording");
  }

  @Override
  public void close() {
    context.synchronize();
    calls.require(calls.driver().cuGraphExecDestroy(executable), "freeing a recording");
  }
}
