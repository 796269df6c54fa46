package org.mae4j.eval.neighbor;

import java.util.List;
import org.mae4j.engine.HostCopy;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Feature vectors that are scaled to length 1 block by block, because raw pixels of all images would not fit in memory
 * twice. Vectors of zeros stay as they are.
 */
final class UnitVectors {
  /** Vectors that are scaled at once. The products of blocks have the same bits on any number of threads. */
  static final int BLOCK = 512;

  private final float[][] rows;
  private final float[] scales;

  /** @param rows vectors, {@code [images][width]} */
  UnitVectors(float[][] rows) {
    this.rows = rows;
    this.scales = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scales[i] = scale(rows[i]);
    }
  }

  private static float scale(float[] row) {
    double squares = 0;
    for (float value : row) {
      squares += (double) value * value;
    }
    return squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
  }

  int blocks() {
    return (rows.length + BLOCK - 1) / BLOCK;
  }

  /** Returns the bytes that {@link #offer} needs for one block of these and one of other vectors, in both memories. */
  long bytesPerBlock() {
    int width = rows.length == 0 ? 0 : rows[0].length;
    return 4L * BLOCK * width * Float.BYTES;
  }

  /** Offers all {@code known} vectors in order to the lists of the vectors in a block of these. */
  void offer(UnitVectors known, int block, List<NearestList> nearest) {
    try (INDArray asked = block(block)) { // [asked, width]
      int count = (int) asked.size(0);
      for (int other = 0; other < known.blocks(); other++) {
        float[] similarities = similarities(asked, known, other);
        int offered = similarities.length / count;
        for (int i = 0; i < count; i++) {
          nearest.get(block * BLOCK + i).offer(other * BLOCK, similarities, i * offered, offered);
        }
      }
    }
  }

  /** Returns the cosines of the angles between vectors, {@code [asked][known]}. */
  private static float[] similarities(INDArray asked, UnitVectors known, int block) {
    try (INDArray others = known.block(block); // [known, width]
        INDArray product = Nd4j.gemm(asked, others, false, true)) { // [asked, known]
      return HostCopy.read(product);
    }
  }

  private INDArray block(int block) {
    int from = block * BLOCK;
    int width = rows[from].length;
    float[] unit = new float[Math.min(BLOCK, rows.length - from) * width];
    for (int start = 0; start < unit.length; start += width) {
      int row = from + start / width;
      for (int i = 0; i < width; i++) {
        unit[start + i] = rows[row][i] * scales[row];
      }
    }
    INDArray array = Nd4j.create(DataType.FLOAT, new long[] {unit.length / width, width}, 'c');
    HostCopy.write(unit, array);
    return array;
  }
}
