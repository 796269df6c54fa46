package org.mae4j.backend.cuda.kernel;

import com.sun.jna.Pointer;
import org.mae4j.backend.cuda.library.DriverCalls;
import org.mae4j.backend.device.Kernel;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.LaunchShape;

/**
 * A function of a loaded module.
 *
 * @param name of the function
 * @param function handle of the driver
 */
public record DriverKernel(String name, Pointer function) implements Kernel {
  /** Starts the kernel in a stream of the current context. */
  public void launch(DriverCalls calls, Pointer stream, LaunchShape shape, KernelArguments arguments) {
    try (LaunchArguments values = new LaunchArguments(arguments.values())) {
      calls.require(calls.driver().cuLaunchKernel(function, shape.blocks(), 1, 1, shape.threadsX(), shape.threadsY(), 1,
          0, stream, values.addresses(), Pointer.NULL), "starting " + name);
    }
  }
}
