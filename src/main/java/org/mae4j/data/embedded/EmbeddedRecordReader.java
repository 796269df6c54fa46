package org.mae4j.data.embedded;

import java.util.stream.IntStream;
import org.datavec.api.split.InputSplit;
import org.mae4j.data.PlanarRecordReader;

/** Draws the scenes {@code 0 … size - 1} of a split of the embedded data set; it needs no {@link InputSplit}. */
public final class EmbeddedRecordReader extends PlanarRecordReader {
  private static final long serialVersionUID = 1L;

  /** Scenes drawn at once, by all cores. */
  private static final int AHEAD = 1024;

  private final transient Scenes scenes;
  private final int size;
  private final transient byte[][] drawn = new byte[AHEAD][Scenes.SHAPE.size()];
  private int position;

  /** @param split name of the split; different names have different scenes */
  public EmbeddedRecordReader(long seed, String split, int size) {
    super(Scenes.SHAPE, Scenes.CLASSES);
    this.scenes = new Scenes(seed, split);
    this.size = size;
  }

  @Override
  public void initialize(InputSplit split) {
    reset();
  }

  @Override
  public boolean hasNext() {
    return position < size;
  }

  @Override
  protected int read(byte[] pixels) {
    if (position % AHEAD == 0) {
      IntStream.range(0, Math.min(AHEAD, size - position)).parallel()
          .forEach(i -> scenes.draw(position + i, drawn[i]));
    }
    System.arraycopy(drawn[position % AHEAD], 0, pixels, 0, pixels.length);
    return Scenes.label(position++);
  }

  @Override
  public void reset() {
    position = 0;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
