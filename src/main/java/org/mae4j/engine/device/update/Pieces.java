package org.mae4j.engine.device.update;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.mae4j.engine.device.kernel.KernelFile;

/**
 * The pieces of some arrays, as the structure {@code Piece} of {@code parameters.cu}: a block of threads computes one.
 *
 * @param numbers of the arrays, as the pieces name them
 * @param lengths of the arrays
 */
record Pieces(List<Integer> numbers, List<Integer> lengths) {
  private static final int BYTES = 2 * Integer.BYTES;

  Pieces {
    numbers = List.copyOf(numbers);
    lengths = List.copyOf(lengths);
  }

  /** Returns the pieces of the parameters that are chosen. */
  static Pieces of(List<TrainedArray> trained, Predicate<TrainedArray> chosen) {
    List<Integer> numbers =
        IntStream.range(0, trained.size()).filter(i -> chosen.test(trained.get(i))).boxed().toList();
    return new Pieces(numbers, numbers.stream().map(i -> trained.get(i).values().length()).toList());
  }

  /** Returns the number of pieces of an array of {@code length} values. */
  static int count(int length) {
    return KernelFile.blocks(length, KernelFile.PIECE);
  }

  /** Returns the number of all pieces. */
  int count() {
    return lengths.stream().mapToInt(Pieces::count).sum();
  }

  int bytes() {
    return count() * BYTES;
  }

  void writeTo(ByteBuffer buffer) {
    for (int i = 0; i < numbers.size(); i++) {
      for (int from = 0; from < lengths.get(i); from += KernelFile.PIECE) {
        buffer.putInt(numbers.get(i)).putInt(from);
      }
    }
  }

  /** Writes the number of the first piece of each array, and of the end. */
  void writeFirstsTo(ByteBuffer buffer) {
    int first = 0;
    for (int length : lengths) {
      buffer.putInt(first);
      first += count(length);
    }
    buffer.putInt(first);
  }
}
