package org.mae4j.cli.option;

import org.mae4j.backend.Backend;
import org.mae4j.backend.cuda.CudaGpus;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.base.UserException;
import org.mae4j.library.Processor;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option of all commands that computes on a GPU. */
public final class GpuOption {
  /** The name of this mixin of the program. */
  public static final String NAME = "gpu";

  @Option(names = "--gpu", scope = CommandLine.ScopeType.INHERIT,
      description = "Computes on Nvidia GPUs of compute capability 7.0 or later: training on all that "
          + "CUDA_VISIBLE_DEVICES names, other work on the first one.")
  private boolean gpu;

  /** Returns what computes the plans of a command. */
  public static DeviceOpener of(CommandSpec command) {
    return isGiven(command) ? Processor.GPU : Processor.CPU;
  }

  /** Returns whether the option is given with a command. */
  public static boolean isGiven(CommandSpec command) {
    return ((GpuOption) command.root().mixins().get(NAME).userObject()).gpu;
  }

  /**
   * Checks that the GPU can be used, if the option is given.
   *
   * @throws UserException if ND4J's CUDA backend is used as well
   * @throws DeviceException if there is no driver, library or GPU, or one that is too old
   */
  public void require() {
    if (gpu && Backend.isCuda()) {
      throw new UserException("--gpu cannot be combined with --cuda");
    }
    if (gpu) {
      try {
        CudaGpus.require(System.getenv());
      } catch (DeviceException e) {
        throw new DeviceException(e.getMessage() + ". Start without --gpu to compute on the CPU", e);
      }
    }
  }
}
