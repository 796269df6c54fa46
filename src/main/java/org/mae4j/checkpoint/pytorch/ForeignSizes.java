package org.mae4j.checkpoint.pytorch;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.TensorFile;

/**
 * The sizes of a model of another program, by the shapes of its tensors.
 *
 * @param patch side of a patch in pixels
 * @param rows number of rows of patches
 * @param columns number of columns of patches
 * @param decoder size of the decoder; empty if the file has none
 */
record ForeignSizes(int channels, int patch, int rows, int columns, boolean classToken, Stack encoder,
    Optional<Stack> decoder) {
  /** The sizes of transformer blocks. */
  record Stack(int width, int depth, int hidden) {}

  /** @throws CheckpointException naming a tensor that is missing or has a shape that none of these models has */
  static ForeignSizes of(TensorFile file, WeightFamily family) {
    long[] kernels = shape(file, family.name(WeightFamily.KERNELS, file), 4);
    if (kernels[2] != kernels[3] || (kernels[1] != 1 && kernels[1] != 3)) {
      throw new CheckpointException(file.file(), "tensor " + family.name(WeightFamily.KERNELS, file)
          + ": only square patches of 1 or 3 channels can be imported");
    }
    int patch = Math.toIntExact(kernels[2]);
    boolean classToken = file.names().contains(family.name("cls_token", file));
    int[] grid = grid(file, family, classToken, patch);
    Optional<Stack> decoder = hasDecoder(file, family)
        ? Optional
            .of(stack(file, family, "decoder_blocks.", shape(file, family.name("decoder_embed.weight", file), 2)[0]))
        : Optional.empty();
    return new ForeignSizes(Math.toIntExact(kernels[1]), patch, grid[0], grid[1], classToken,
        stack(file, family, "blocks.", kernels[0]), decoder);
  }

  private static boolean hasDecoder(TensorFile file, WeightFamily family) {
    String start = family.name("decoder_embed.weight", file).replaceFirst("embed\\.weight$", "");
    return file.names().stream().anyMatch(name -> name.startsWith(start) || name.endsWith("mask_token"));
  }

  private static int[] grid(TensorFile file, WeightFamily family, boolean classToken, int patch) {
    String name = family.name("pos_embed", file);
    long patches = shape(file, name, 3)[1] - (classToken ? 1 : 0);
    Optional<int[]> image = ExportMetadata.image(file.metadata());
    int side = (int) Math.round(Math.sqrt(patches));
    int[] grid = image.map(size -> new int[] {size[0] / patch, size[1] / patch}).orElse(new int[] {side, side});
    if (patches < 1 || (long) grid[0] * grid[1] != patches) {
      throw new CheckpointException(file.file(), "tensor " + name + " has " + patches + " positions of patches"
          + (classToken ? " and one of the class token" : "") + ", expected "
          + (image.isPresent() ? grid[0] + "×" + grid[1] : "those of a square image, such as 14×14"));
    }
    return grid;
  }

  /** Returns the size of the blocks whose names begin with {@code blocks} in the public MAE. */
  private static Stack stack(TensorFile file, WeightFamily family, String blocks, long width) {
    String pattern =
        Pattern.quote(family.name(blocks + "0.norm1.weight", file)).replaceFirst("0", "\\\\E(\\\\d{1,4})\\\\Q");
    Set<Integer> found = file.names().stream().map(Pattern.compile(pattern)::matcher).filter(Matcher::matches)
        .map(name -> Integer.valueOf(name.group(1))).collect(Collectors.toSet());
    int depth = Math.max(1, found.size());
    for (int i = 0; i < depth; i++) {
      if (!found.contains(i)) {
        throw new CheckpointException(file.file(), "has no tensor " + family.name(blocks + i + ".norm1.weight", file));
      }
    }
    return new Stack(Math.toIntExact(width), depth,
        Math.toIntExact(shape(file, family.name(blocks + "0.mlp.fc1.weight", file), 2)[0]));
  }

  private static long[] shape(TensorFile file, String name, int rank) {
    long[] shape = file.shape(name);
    if (shape.length != rank) {
      throw new CheckpointException(file.file(), "tensor " + name + " has " + shape.length + " dimensions, expected "
          + rank);
    }
    return shape;
  }
}
