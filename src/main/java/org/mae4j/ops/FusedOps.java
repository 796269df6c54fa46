package org.mae4j.ops;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** The registration of all fused operations. */
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
