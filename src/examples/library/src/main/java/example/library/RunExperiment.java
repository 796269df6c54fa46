package example.library;

import java.io.IOException;
import java.nio.file.Path;
import org.mae4j.library.ExperimentListener;
import org.mae4j.library.ExperimentResult;
import org.mae4j.library.ExperimentRunner;

/** Runs an experiment and prints its epochs. */
public final class RunExperiment {
  private RunExperiment() {}

  /** @param args configuration file, run directory to create */
  public static void main(String[] args) throws IOException {
    ExperimentListener listener = new ExperimentListener() {
      @Override
      public void onEpoch(String stage, int epoch) {
        System.out.println(stage + ", epoch " + epoch);
      }
    };
    ExperimentResult result = ExperimentRunner.of(Path.of(args[0])).with("finetune.epochs=1").observedBy(listener)
        .run(Path.of(args[1]));
    System.out.println(result.metrics().get("linearProbe.test.accuracy"));
  }
}
