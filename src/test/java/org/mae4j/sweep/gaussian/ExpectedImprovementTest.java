package org.mae4j.sweep.gaussian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.position.Dimension;

class ExpectedImprovementTest {
  private static final TrialValues TRIALS =
      new TrialValues(List.of(new double[] {0.1}, new double[] {0.5}, new double[] {0.9}), new double[] {-1, 0, 1});
  private static final MaternKernel SHORT = kernel(0.2);
  private static final MaternKernel LONG = kernel(1);
  private static final double[] POSITION = {0.25};

  private static MaternKernel kernel(double scale) {
    return new MaternKernel(List.of(new Dimension.Continuous()), new double[] {Math.log(scale), Math.log(1e-3)});
  }

  private static double improvement(MaternKernel... kernels) {
    return Math.exp(ExpectedImprovement.of(List.of(kernels), TRIALS, List.of()).logAt(POSITION));
  }

  @Test
  void improvementsOfKernelsAreAdded() {
    assertEquals(improvement(SHORT) + improvement(LONG), improvement(SHORT, LONG), 1e-12);
  }

  @Test
  void theBestValueIsTheLowestMeanOfThePositions() {
    GaussianProcess process = TRIALS.process(LONG);
    double expected = process.predict(POSITION).logImprovement(process.mean(new double[] {0.1}));
    assertEquals(expected, Math.log(improvement(LONG)), 1e-12);
  }

  @Test
  void aPendingPositionPromisesLess() {
    double pending = ExpectedImprovement.of(List.of(SHORT), TRIALS, List.of(POSITION)).logAt(POSITION);
    assertTrue(pending < Math.log(improvement(SHORT)) - 1);
  }
}
