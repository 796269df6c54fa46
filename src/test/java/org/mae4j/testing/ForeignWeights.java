package org.mae4j.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random weights of small models of other programs, by the names of these programs: images of 16 × 16 pixels in patches
 * of 4 × 4, an encoder of 2 blocks of width 128, and a decoder of 1 block of width 64. Biases and gains are random too.
 */
public final class ForeignWeights {
  private static final int PATCH = 4;
  private static final int GRID = 4;
  private static final int WIDTH = 128;
  private static final int DECODER_WIDTH = 64;

  private final Random random = new Random(7);
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  /** @param values row by row */
  public record Tensor(long[] shape, float[] values) {}

  private ForeignWeights() {}

  /** Weights of facebookresearch/mae, with fixed positions. */
  public static ForeignWeights facebook() {
    ForeignWeights weights = new ForeignWeights();
    weights.encoder(sincos(WIDTH));
    weights.add("mask_token", 1, 1, DECODER_WIDTH);
    weights.tensors.put("decoder_pos_embed", sincos(DECODER_WIDTH));
    weights.linear("decoder_embed", WIDTH, DECODER_WIDTH);
    weights.block("decoder_blocks.0.", DECODER_WIDTH);
    weights.norm("decoder_norm", DECODER_WIDTH);
    weights.linear("decoder_pred", DECODER_WIDTH, PATCH * PATCH * 3);
    return weights;
  }

  /** Weights of timm's ViT, with learned positions, one of the class token among them, and a classifier. */
  public static ForeignWeights timm() {
    ForeignWeights weights = new ForeignWeights();
    weights.encoder(weights.random(1, GRID * GRID + 1, WIDTH));
    weights.linear("head", WIDTH, 10);
    return weights;
  }

  /** Weights of Hugging Face's ViTMAE for pre-training. */
  public static ForeignWeights huggingFace() {
    ForeignWeights weights = new ForeignWeights();
    weights.tensors.put("vit.embeddings.cls_token", weights.random(1, 1, WIDTH));
    weights.tensors.put("vit.embeddings.position_embeddings", sincos(WIDTH));
    weights.tensors.put("vit.embeddings.patch_embeddings.projection.weight", weights.random(WIDTH, 3, PATCH, PATCH));
    weights.add("vit.embeddings.patch_embeddings.projection.bias", WIDTH);
    weights.layer("vit.encoder.layer.0.", WIDTH);
    weights.layer("vit.encoder.layer.1.", WIDTH);
    weights.norm("vit.layernorm", WIDTH);
    weights.add("decoder.mask_token", 1, 1, DECODER_WIDTH);
    weights.tensors.put("decoder.decoder_pos_embed", sincos(DECODER_WIDTH));
    weights.linear("decoder.decoder_embed", WIDTH, DECODER_WIDTH);
    weights.layer("decoder.decoder_layers.0.", DECODER_WIDTH);
    weights.norm("decoder.decoder_norm", DECODER_WIDTH);
    weights.linear("decoder.decoder_pred", DECODER_WIDTH, PATCH * PATCH * 3);
    return weights;
  }

  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Adds a random tensor, or replaces one. */
  public ForeignWeights add(String name, long... shape) {
    tensors.put(name, random(shape));
    return this;
  }

  public ForeignWeights without(String name) {
    tensors.remove(name);
    return this;
  }

  /** The types of tensors in files. */
  public enum Precision {
    F32(Float.BYTES), F16(Short.BYTES), BF16(Short.BYTES);

    private final int bytes;

    Precision(int bytes) {
      this.bytes = bytes;
    }

    private void put(ByteBuffer target, float value) {
      int bits = Float.floatToIntBits(value);
      switch (this) {
        case F32 -> target.putInt(bits);
        case F16 -> target.putShort(half(bits, Math.abs(value)));
        case BF16 -> target.putShort((short) (bits + 0x8000 >>> 16));
      }
    }

    /** IEEE 754 binary16: a bias of 15 instead of 127, 10 instead of 23 bits, and steps of 2^-24 below 2^-14. */
    private static short half(int bits, float absolute) {
      int sign = bits >>> 16 & 0x8000;
      return (short) (sign | (absolute < 0x1p-14f ? Math.round(absolute * 0x1p24f)
          : (bits & 0x7FFFFFFF) + 0x1000 - (112 << 23) >>> 13));
    }
  }

  public Path write(Path file) {
    return write(file, Precision.F32);
  }

  /** Adds or replaces a metadatum; the files of other programs have none. */
  public ForeignWeights metadatum(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Writes a safetensors file as other programs do: the header in another order than the data. */
  public Path write(Path file, Precision precision) {
    ObjectNode header = new ObjectMapper().createObjectNode();
    if (!metadata.isEmpty()) {
      metadata.forEach(header.putObject("__metadata__")::put);
    }
    int end = tensors.values().stream().mapToInt(tensor -> precision.bytes * tensor.values().length).sum();
    ByteBuffer data = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      float[] values = entry.getValue().values();
      ObjectNode node = header.putObject(entry.getKey()).put("dtype", precision.name());
      Arrays.stream(entry.getValue().shape()).forEach(node.putArray("shape")::add);
      int start = end - precision.bytes * values.length;
      node.putArray("data_offsets").add(start).add(end);
      data.position(start);
      for (float value : values) {
        precision.put(data, value);
      }
      end = start;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + json.length + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      return Files.write(file, bytes.putLong(json.length).put(json).put(data.array()).array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void encoder(Tensor positions) {
    tensors.put("cls_token", random(1, 1, WIDTH));
    tensors.put("pos_embed", positions);
    tensors.put("patch_embed.proj.weight", random(WIDTH, 3, PATCH, PATCH));
    add("patch_embed.proj.bias", WIDTH);
    block("blocks.0.", WIDTH);
    block("blocks.1.", WIDTH);
    norm("norm", WIDTH);
  }

  private void block(String prefix, int width) {
    norm(prefix + "norm1", width);
    linear(prefix + "attn.qkv", width, 3 * width);
    linear(prefix + "attn.proj", width, width);
    norm(prefix + "norm2", width);
    linear(prefix + "mlp.fc1", width, 3 * width);
    linear(prefix + "mlp.fc2", 3 * width, width);
  }

  private void layer(String prefix, int width) {
    List.of("query", "key", "value").forEach(part -> linear(prefix + "attention.attention." + part, width, width));
    linear(prefix + "attention.output.dense", width, width);
    linear(prefix + "intermediate.dense", width, 3 * width);
    linear(prefix + "output.dense", 3 * width, width);
    norm(prefix + "layernorm_before", width);
    norm(prefix + "layernorm_after", width);
  }

  private void linear(String name, int in, int out) {
    add(name + ".weight", out, in);
    add(name + ".bias", out);
  }

  private void norm(String name, int width) {
    add(name + ".weight", width);
    add(name + ".bias", width);
  }

  /** Values of the size that a Xavier initialization has, so that outputs are about 1. */
  private Tensor random(long... shape) {
    long length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    double scale =
        shape.length == 1 || shape.length == 3 ? 0.5 : Math.sqrt(2.0 / (shape[0] + (double) length / shape[0]));
    float[] values = new float[(int) length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return new Tensor(shape, values);
  }

  /** The positions of the MAE's public code: the first half for the column, the second for the row. */
  private static Tensor sincos(int width) {
    float[] values = new float[(GRID * GRID + 1) * width];
    for (int n = 0; n < GRID * GRID; n++) {
      for (int d = 0; d < width; d++) {
        int place = d < width / 2 ? n % GRID : n / GRID;
        int within = d % (width / 2);
        double angle = place / Math.pow(10_000, within % (width / 4) / (width / 4.0));
        values[(n + 1) * width + d] = (float) (within < width / 4 ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return new Tensor(new long[] {1, GRID * GRID + 1, width}, values);
  }
}
