package org.mae4j.model.layer;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mae4j.ops.BiasGelu;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.LayerNorm;
import org.mae4j.ops.attention.Attention;
import org.mae4j.ops.attention.CrossAttention;
import org.mae4j.ops.attention.QueryKeyValue;
import org.mae4j.ops.linear.Linear;
import org.mae4j.ops.linear.MatMul;

/** The registration of all fused operations that {@link Graph} adds. */
public final class FusedOps {
  private static final List<Class<? extends FusedOp>> ALL = List.of(Attention.class, BiasGelu.class,
      CrossAttention.class, LayerNorm.class, Linear.class, MatMul.class, QueryKeyValue.class);

  private FusedOps() {}

  /**
   * Registers all operations with SameDiff. Each also registers itself when it is first used, but SameDiff keeps them
   * in a map that is not safe for threads, so this is called before threads build graphs in parallel.
   */
  public static void register() {
    try {
      for (Class<? extends FusedOp> op : ALL) {
        MethodHandles.lookup().ensureInitialized(op);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
