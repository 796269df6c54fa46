package org.mae4j.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.ops.attention.Attention;
import org.mae4j.ops.attention.AttentionGradient;
import org.mae4j.ops.attention.CrossAttention;
import org.mae4j.ops.attention.CrossAttentionGradient;
import org.mae4j.ops.attention.QueryKeyValue;
import org.mae4j.ops.attention.QueryKeyValueGradient;
import org.mae4j.ops.cpu.Softmax;
import org.mae4j.ops.linear.Linear;
import org.mae4j.ops.linear.LinearGradient;
import org.mae4j.ops.linear.MatMul;
import org.mae4j.ops.linear.MatMulGradient;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares the loops of each operation in single precision with ND4J's operations in double precision. Widths and
 * counts are not multiples of a vector register, and larger than the blocks of the loops.
 */
class FusedOpTest {
  /** Rounding error of a float, 6e-8, times the root of the number of summands. */
  private static final double TOLERANCE = 2e-6;

  private final Random random = new Random(1);

  /** An operation and the shapes of its inputs. */
  record Case(FusedOp op, long[]... shapes) {
    @Override
    public String toString() {
      return op.opName() + " of " + Arrays.deepToString(shapes);
    }
  }

  static Stream<Case> cases() {
    long[][] linear = {{37, 21}, {21, 45}, {45}};
    return Stream.of(
        new Case(new Linear(), linear),
        new Case(new Linear(), linear[0], linear[1], linear[2], new long[] {37, 45}),
        new Case(new LinearGradient(), linear[0], linear[1], new long[] {37, 45}),
        new Case(new MatMul(), linear[0], linear[1]),
        new Case(new MatMulGradient(), linear[0], linear[1], new long[] {37, 45}),
        new Case(new BiasGelu(), new long[] {37, 45}, linear[2]),
        new Case(new BiasGeluGradient(), new long[] {37, 45}, linear[2], new long[] {37, 45}),
        new Case(normed(new LayerNorm()), new long[] {37, 45}, linear[2], linear[2]),
        new Case(normed(new LayerNormGradient()), new long[] {37, 45}, linear[2], linear[2], new long[] {37, 45}),
        new Case(new QueryKeyValue(), new long[] {37, 18}, new long[] {18, 18}, new long[] {18}, new long[] {18, 18},
            new long[] {18}, new long[] {18, 18}, new long[] {18}),
        new Case(new QueryKeyValueGradient(), new long[] {37, 18}, new long[] {18, 54}, new long[] {37, 54}),
        new Case(shaped(new Attention(), 2, 49, 49, 3), new long[] {98, 54}),
        new Case(shaped(new Attention(), 3, 1, 1, 2), new long[] {3, 36}),
        new Case(shaped(new AttentionGradient(), 2, 49, 49, 3), new long[] {98, 54}, new long[] {6, 49, 49},
            new long[] {98, 18}),
        new Case(shaped(new CrossAttention(), 2, 49, 17, 3), new long[] {98, 18}, new long[] {34, 18},
            new long[] {34, 18}),
        new Case(shaped(new CrossAttention(), 3, 1, 5, 2), new long[] {3, 12}, new long[] {15, 12},
            new long[] {15, 12}),
        new Case(shaped(new CrossAttentionGradient(), 2, 17, 49, 3), new long[] {34, 18}, new long[] {98, 18},
            new long[] {98, 18}, new long[] {6, 17, 49}, new long[] {34, 18}));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void singlePrecisionMatchesDoublePrecision(Case tested) {
    INDArray[] exact = Stream.of(tested.shapes).map(shape -> Tiny.uniform(random, 1, shape))
        .toArray(INDArray[]::new);
    INDArray[] rounded = Stream.of(exact).map(array -> array.castTo(DataType.FLOAT)).toArray(INDArray[]::new);
    List<INDArray> expected = run(tested, DataType.DOUBLE, exact);
    List<INDArray> actual = run(tested, DataType.FLOAT, rounded);
    for (int i = 0; i < compared(tested.op); i++) {
      double norm = expected.get(i).norm2Number().doubleValue();
      assertTrue(norm > 0.01, "output " + i + " has norm " + norm);
      double error = actual.get(i).castTo(DataType.DOUBLE).sub(expected.get(i)).norm2Number().doubleValue();
      assertEquals(0, error / norm, TOLERANCE, "output " + i);
    }
  }

  /** One score far above the others, equal scores, and scores far below 0. */
  @Test
  void softmaxHandlesExtremeScores() {
    INDArray scores = Nd4j.createFromArray(new float[][][] {{{1e4f, -1e4f, 0}, {5, 5, 5}, {-90, -91, -200}}});
    new Softmax(scores).apply(0);
    double e = Math.exp(-1);
    float[] expected = {1, 0, 0, 1f / 3, 1f / 3, 1f / 3, (float) (1 / (1 + e)), (float) (e / (1 + e)), 0};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], scores.getFloat(i), 1e-7, "element " + i);
    }
  }

  /** Returns the number of outputs to compare. The last output of the gradients of attention is a workspace. */
  private static int compared(FusedOp op) {
    return op instanceof AttentionGradient || op instanceof CrossAttentionGradient ? op.getNumOutputs() - 1
        : op.getNumOutputs();
  }

  private static List<INDArray> run(Case tested, DataType type, INDArray... inputs) {
    List<INDArray> outputs = new ArrayList<>();
    // NaN reveals an operation that reads its output before it writes it.
    tested.op.outputShapes(List.of(tested.shapes))
        .forEach(shape -> outputs.add(Nd4j.valueArrayOf(shape, Double.NaN, type)));
    tested.op.bind(inputs, outputs.toArray(INDArray[]::new)).run();
    return outputs;
  }

  private static FusedOp normed(FusedOp op) {
    op.addTArgument(1e-6);
    return op;
  }

  private static FusedOp shaped(FusedOp op, int batch, int queries, int keys, int heads) {
    op.addIArgument(batch, queries, keys, heads);
    return op;
  }
}
