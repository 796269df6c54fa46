package org.mae4j.backend.cuda;

import com.sun.jna.Pointer;
import org.mae4j.backend.device.Kernel;

/**
 * A function of a loaded module.
 *
 * @param name of the function
 * @param function handle of the driver
 */
record DriverKernel(String name, Pointer function) implements Kernel {}
