package org.mae4j.ops.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NormalDistributionTest {

  /** Φ and φ of 1, −3, 0 and 2 from tables. */
  @Test
  void matchesTables() {
    INDArray x = Nd4j.createFromArray(1.0, -3, 0, 2);
    assertArrayEquals(new double[] {0.841344746068543, 0.001349898031630, 0.5, 0.977249868051821},
        NormalDistribution.distribution(x).toDoubleVector(), 1e-14);
    assertArrayEquals(new double[] {0.241970724519143, 0.004431848411938, 0.398942280401433, 0.053990966513188},
        NormalDistribution.density(x).toDoubleVector(), 1e-14);
    assertEquals(-3, x.getDouble(1));
  }

  @Test
  void singlePrecisionIsWithinDocumentedError() {
    float[] x = new float[(int) (2 * NormalDistribution.LIMIT / 1e-3f)];
    for (int i = 0; i < x.length; i++) {
      x[i] = -NormalDistribution.LIMIT + i * 1e-3f;
    }
    double[] distribution = NormalDistribution.distribution(doubles(x)).toDoubleVector();
    double[] density = NormalDistribution.density(doubles(x)).toDoubleVector();
    for (int i = 0; i < x.length; i++) {
      float square = x[i] * x[i];
      assertEquals(distribution[i], 0.5f + x[i] * NormalDistribution.slope(square), 2.2e-7, "distribution at " + x[i]);
      assertEquals(density[i], NormalDistribution.densityOfSquare(square), 7.2e-8, "density at " + x[i]);
    }
  }

  @Test
  void distributionIsOneAtLimit() {
    assertEquals(1, NormalDistribution.distribution(doubles(NormalDistribution.LIMIT)).getDouble(0), 2e-8);
  }

  private static INDArray doubles(float... values) {
    return Nd4j.createFromArray(values).castTo(DataType.DOUBLE);
  }
}
