package org.mae4j.cli.command;

import java.util.concurrent.Callable;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.cli.option.GpuOption;
import org.mae4j.cli.option.Version;
import org.mae4j.doctor.Diagnosis;
import org.mae4j.doctor.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "doctor",
    description = "Prints the information that a bug report needs, and warns about known problems.",
    exitCodeList = {"0:everything that mae4j needs works", "1:something is broken", "2:wrong use"})
public final class DoctorCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Diagnosis diagnosis = Doctor.examine(Version.number(), GpuOption.isGiven(spec));
    spec.commandLine().getOut().println(diagnosis.text(TerminalWidth.ofOutput()));
    return diagnosis.isHealthy() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
