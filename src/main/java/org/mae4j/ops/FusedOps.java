package org.mae4j.ops;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** All fused operations. */
public final class FusedOps {
  private static final List<Class<? extends FusedOp>> ALL = List.of(Attention.class, BiasGelu.class, LayerNorm.class,
      Linear.class, MatMul.class, QueryKeyValue.class);

  private FusedOps() {}

  /**
   * Makes all of them known to SameDiff. Each does so itself when it is first used; but SameDiff keeps them in a map
   * that no thread may read while another writes, so this comes before threads that build graphs side by side.
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
