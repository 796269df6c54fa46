package org.mae4j.engine.device;

import java.util.stream.Stream;
import org.mae4j.ops.BiasGelu;
import org.mae4j.ops.BiasGeluGradient;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.LayerNorm;
import org.mae4j.ops.LayerNormGradient;
import org.mae4j.ops.attention.Attention;
import org.mae4j.ops.attention.CrossAttention;
import org.mae4j.ops.attention.QueryKeyValue;
import org.mae4j.ops.attention.QueryKeyValueGradient;
import org.mae4j.ops.linear.Linear;
import org.mae4j.ops.linear.LinearGradient;
import org.mae4j.ops.linear.MatMul;
import org.mae4j.ops.linear.MatMulGradient;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.reduce.floating.Mean;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.ops.impl.scalar.PowDerivative;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarDivision;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.factory.Nd4j;

/** Operations as the plans of the models have them, in several shapes. */
final class OperationCases {
  private OperationCases() {}

  static Stream<OperationCase> all() {
    return Stream.of(elementwise(), gradients(), reductions(), copies(), rows(), norms(), matrices(), attention())
        .flatMap(cases -> cases);
  }

  private static Stream<OperationCase> elementwise() {
    return Stream.of(
        custom("add", "37×21 37×21 → 37×21"), custom("add", "3×24×8 1×24×8 → 3×24×8"),
        custom("add", "5×7 5×1 → 5×7"), custom("add", "i9:5×70 i9:5×1 → i0:5×70"),
        custom("add", "300×40 40 → 300×40"), custom("add", "37×20 37×20 → 37×20"),
        custom("add", "5×6×8 5×1×8 → 5×6×8"), custom("add", "i9:5×72 i9:72 → i0:5×72"),
        custom("subtract", "37×21 37×1 → 37×21"), custom("multiply", "37×21 37×1 → 37×21"),
        custom("multiply", "2×3×4×5×2×3 3×1×5×1×3 → 2×3×4×5×2×3"),
        OperationCase.of(new ScalarAdd(Nd4j.scalar(0f), 0.25), "37×21 → 37×21"),
        OperationCase.of(new ScalarMultiplication(Nd4j.scalar(0f), -3), "- → -"),
        OperationCase.of(new ScalarMultiplication(Nd4j.scalar(0f), 0.3), "24×1 → 24×1"),
        OperationCase.of(new ScalarDivision(Nd4j.scalar(0f), -3), "- → -"),
        OperationCase.of(new ScalarDivision(Nd4j.scalar(0f), 11), "24×1 → 24×1"),
        OperationCase.of(new Square(Nd4j.scalar(0f)), "37×21 → 37×21"),
        OperationCase.of(new RSqrt(Nd4j.scalar(0f)), "p:37×21 → 37×21"),
        OperationCase.of(new PowDerivative(Nd4j.scalar(0f), 2), "37×21 → 37×21"));
  }

  private static Stream<OperationCase> gradients() {
    return Stream.of(
        custom("add_bp", "37×21 37×21 37×21 → 37×21 37×21"), custom("add_bp", "3×24×8 1×24×8 3×24×8 → 3×24×8 1×24×8"),
        custom("add_bp", "700×33 33 700×33 → 700×33 33"), custom("add_bp", "4×5×6 5×1 4×5×6 → 4×5×6 5×1"),
        custom("subtract_bp", "37×21 37×21 37×21 → 37×21 37×21"),
        custom("subtract_bp", "37×21 37×1 37×21 → 37×21 37×1"),
        custom("multiply_bp", "37×21 37×21 37×21 → 37×21 37×21"),
        custom("multiply_bp", "3×4200 3×1 3×4200 → 3×4200 3×1"),
        custom("multiply_bp", "4×5×6 5×1 4×5×6 → 4×5×6 5×1"));
  }

  private static Stream<OperationCase> reductions() {
    return Stream.of(
        OperationCase.of(new Mean(Nd4j.ones(2, 2), 0, 1), "370×210 → -"),
        OperationCase.of(new Mean(Nd4j.ones(2, 2, 2), 1), "3×23×8 → 3×8"),
        OperationCase.of(new Mean(Nd4j.ones(2, 2), true, 1), "37×21 → 37×1"),
        OperationCase.of(new Sum(Nd4j.ones(2, 2), 0, 1), "3×5 → -"),
        OperationCase.of(new Sum(Nd4j.ones(2, 2, 2), 1), "3×700×33 → 3×33"),
        OperationCase.of(new Sum(Nd4j.ones(2, 2, 2), 0, 2), "3×7×5 → 7"),
        custom("reduce_mean_bp", "24×12 - → 24×12", 0, 1), custom("reduce_mean_bp", "3×23×8 3×8 → 3×23×8", 1),
        custom("reduce_sum_bp", "24×12 - → 24×12", 0, 1), custom("reduce_sum_bp", "3×23×8 3×8 → 3×23×8", -2));
  }

  private static Stream<OperationCase> copies() {
    return Stream.of(
        custom("reshape", "24×8 → 1×24×8", -99, 1, 24, 8), custom("expand_dims", "24×8 → 1×24×8", 0),
        custom("squeeze", "1×24×8 → 24×8", 0), custom("identity", "24×8 → 24×8"),
        custom("flatten_2d", "3×4×5 → 12×5", 2),
        custom("permute", "3×3×4×2×6×2 → 3×4×6×2×2×3", 0, 2, 4, 3, 5, 1), custom("permute", "7×11 → 11×7", 1, 0),
        custom("strided_slice", "3×13×4 → 3×12×4", 5, 0, 5, 0, 0, 0, 1, 0, 0, 13, 0, 1, 1, 1),
        custom("strided_slice", "i99:3×12 → i0:3×8", 1, 0, 1, 0, 0, 0, 3, 0, 11, 1, 1),
        custom("strided_slice", "4×9 → 1×9", 2, 0, 2, 0, 0, 2, 0, 3, 0, 1, 1),
        custom("strided_slice", "4×12 → 4×8", 0, 0, 0, 0, 0, 0, 3, 4, 11, 1, 1),
        custom("strided_slice", "13 → 12", 0, 0, 0, 0, 0, 1, 13, 1),
        custom("strided_slice_bp", "3×13×4 3×1×4 → 3×13×4", 5, 0, 5, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1),
        custom("strided_slice_bp", "3×25×4 3×12×4 → 3×25×4", 5, 0, 5, 0, 0, 0, 13, 0, 0, 25, 0, 1, 1, 1),
        custom("concat", "3×13×4 3×12×4 → 3×25×4", 1), custom("concat", "i9:3×2 i9:3×5 → i0:3×7", 1),
        custom("concat", "3×5 2×5 4×5 → 9×5", 0),
        custom("concat_bp", "3×1×8 3×23×8 3×24×8 → 3×1×8 3×23×8", 1));
  }

  private static Stream<OperationCase> rows() {
    return Stream.of(custom("gather", "18×12 i18:25 → 25×12", 0), custom("gather", "72×48 i72:9 → 9×48", 0),
        OperationCase.of(DynamicCustomOp.builder("onehot").addIntegerArguments(-1, 24)
            .addFloatingPointArguments(1.0, 0.0).build(), "i24:36 → 36×24"),
        custom("log_softmax", "13×5 → 13×5"), custom("log_softmax", "3×100 → 3×100"),
        custom("log_softmax_bp", "13×5 13×5 → 13×5"), custom("log_softmax_bp", "3×100 3×100 → 3×100"),
        OperationCase.of(new BiasGelu(), "37×45 45 → 37×45"), OperationCase.of(new BiasGelu(), "37×48 48 → 37×48"),
        OperationCase.of(new BiasGeluGradient(), "37×45 45 37×45 → 37×45 45"),
        OperationCase.of(new BiasGeluGradient(), "37×48 48 37×48 → 37×48 48"),
        OperationCase.of(new BiasGeluGradient(), "700×45 45 700×45 → 700×45 45"));
  }

  private static Stream<OperationCase> norms() {
    return Stream.of("37×45 45 45", "600×8 8 8", "1×4 4 4", "3×300 300 300").flatMap(inputs -> {
      String[] shapes = inputs.split(" ");
      return Stream.of(OperationCase.of(normed(new LayerNorm()), inputs + " → " + shapes[0]),
          OperationCase.of(normed(new LayerNormGradient()), inputs + " " + shapes[0] + " → " + inputs));
    });
  }

  private static Stream<OperationCase> matrices() {
    String parts = "18×18 18 18×18 18 18×18 18";
    String vectors = "18×20 20 18×20 20 18×20 20";
    return Stream.of(custom("matmul", "18×6 6×8 → 18×8", 0, 0, 0), custom("matmul", "18×1 1×4 → 18×4", 0, 0, 0),
        custom("matmul_bp", "18×6 6×8 18×8 → 18×6 6×8", 0, 0, 0),
        custom("matmul_bp", "18×1 1×4 18×4 → 18×1 1×4", 0, 0, 0),
        OperationCase.of(new MatMul(), "37×21 21×45 → 37×45"),
        OperationCase.of(new MatMulGradient(), "37×21 21×45 37×45 → 37×21 21×45"),
        OperationCase.of(new Linear(), "37×21 21×45 45 → 37×45"),
        OperationCase.of(new Linear(), "37×21 21×45 45 37×45 → 37×45"),
        OperationCase.of(new LinearGradient(), "37×21 21×45 37×45 → 37×21 21×45 45"),
        OperationCase.of(new LinearGradient(), "700×3 3×5 700×5 → 700×3 3×5 5"),
        OperationCase.of(new QueryKeyValue(), "37×18 " + parts + " → 37×54 18×54"),
        OperationCase.of(new QueryKeyValue(), "37×18 " + vectors + " → 37×60 18×60"),
        OperationCase.of(new QueryKeyValueGradient(), "37×18 18×54 37×54 → 37×18 " + parts + " 18×54"),
        OperationCase.of(new QueryKeyValueGradient(), "37×18 18×60 37×60 → 37×18 " + vectors + " 18×60"));
  }

  /** Without the weights, which are not compared, and with them. */
  private static Stream<OperationCase> attention() {
    return Stream.of(
        OperationCase.of(shaped(new Attention(), 2, 49, 49, 3), "98×54 → 98×18 6×49×49").ignoring(1),
        OperationCase.of(shaped(new Attention(), 2, 49, 49, 3), "98×54 → 98×18 6×49×49").delivering(1),
        OperationCase.of(shaped(new CrossAttention(), 2, 49, 17, 3), "98×18 34×18 34×18 → 98×18 6×49×17")
            .ignoring(1),
        OperationCase.of(shaped(new CrossAttention(), 3, 1, 5, 2), "3×12 15×12 15×12 → 3×12 6×1×5").delivering(1));
  }

  private static OperationCase custom(String name, String shapes, int... arguments) {
    return OperationCase.of(DynamicCustomOp.builder(name).addIntegerArguments(arguments).build(), shapes);
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
