package org.mae4j.cli.command;

import java.util.concurrent.Callable;
import org.mae4j.cli.option.Version;
import org.mae4j.doctor.Diagnosis;
import org.mae4j.doctor.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "doctor", description = "Prints what a report of a defect needs, and what is wrong with it.",
    exitCodeList = {"0:all that is needed works", "1:something needed is broken", "2:wrong use"})
public final class DoctorCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Diagnosis diagnosis = Doctor.examine(Version.number());
    spec.commandLine().getOut().println(diagnosis);
    return diagnosis.isHealthy() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
