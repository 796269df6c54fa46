package org.mae4j.checkpoint.pytorch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.checkpoint.pytorch.ForeignConfigs.config;
import static org.mae4j.checkpoint.pytorch.ForeignConfigs.grid;
import static org.mae4j.checkpoint.pytorch.ForeignConfigs.parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.ForeignWeights;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tests which files of other programs are refused, and the messages about them. */
class RefusedModelTest {
  @TempDir
  private Path directory;

  @Test
  void namesMissingUnknownAndUnfittingTensors() {
    assertEquals("the checkpoint has another architecture: blocks.1.attn.proj.bias is missing",
        problem(ForeignWeights.facebook().without("blocks.1.attn.proj.bias")));
    assertEquals("the checkpoint has another architecture: vit.encoder.layer.0.attention.attention.key.weight is "
        + "128×127, wanted 128×128",
        problem(ForeignWeights.huggingFace().add("vit.encoder.layer.0.attention.attention.key.weight", 128, 127)));
    assertEquals("has tensors that a model of facebookresearch/mae without extensions does not have: "
        + "blocks.0.ls1.gamma, fc_norm.bias, fc_norm.weight",
        problem(
            ForeignWeights.facebook().add("blocks.0.ls1.gamma", 1).add("fc_norm.bias", 1).add("fc_norm.weight", 1)));
    assertEquals("has no tensor blocks.0.norm1.weight",
        problem(ForeignWeights.timm().without("blocks.0.norm1.weight")));
    assertEquals("tensor pos_embed has 18 positions of patches and one of the class token, expected those of a square "
        + "image, such as 14×14", problem(ForeignWeights.timm().add("pos_embed", 1, 19, 128)));
    assertTrue(problem(ForeignWeights.timm().without("patch_embed.proj.weight"))
        .startsWith("has the tensors of no model that can be imported: "));
    assertTrue(problem(ForeignWeights.facebook().add("decoder_pos_embed", 1, 17, 64))
        .startsWith("tensor decoder_pos_embed has a position of the class token that is not 0"));
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path file = ForeignWeights.timm().write(directory.resolve("timm.safetensors"));
    byte[] bytes = Files.readAllBytes(file);
    assertTrue(problem(Arrays.copyOf(bytes, bytes.length - 4)).startsWith("truncated: "));
    assertTrue(problem("hello, this is a text".getBytes(UTF_8)).startsWith("not a tensor file: "));
    assertTrue(problem(new byte[0]).startsWith("truncated: "));
    String pickle = problem(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0});
    assertTrue(pickle.startsWith("a pickle of PyTorch, which can run code when it is read; convert it: python -c "),
        pickle);
    assertTrue(pickle.endsWith(" FILE.pth FILE.safetensors"), pickle);
  }

  /** The protocol of a pickle is the byte after the first. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5, 6, 0xF0})
  void onlyKnownProtocolsArePickles(int protocol) throws IOException {
    String found = problem(new byte[] {(byte) 0x80, (byte) protocol, 'c', 'o', 's', '\n', 's', 'y', 's', '\n'});
    assertEquals(protocol <= 5, found.startsWith("a pickle of PyTorch"), found);
  }

  /** Settings are text with line breaks and substitutions, which a file must not add to. */
  @ParameterizedTest
  @CsvSource({"mean, numbers separated by commas", "std, numbers separated by commas", "norm_pix_loss, true or false",
      "norm_layer.eps, a number", "num_heads, an integer", "decoder_num_heads, an integer"})
  void metadataAddNoSettings(String key, String wanted) {
    for (String text : List.of("${PATH}", "0.1]\ndata.dir=\"/etc\"\nx=[1", "NaN", "0.1,,0.2")) {
      assertEquals("its metadata have " + key + " = '" + text.replace('\n', '?') + "', which is not " + wanted,
          problem(ForeignWeights.facebook().metadatum("num_heads", "2").metadatum(key, text)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pos_embed", "norm.weight", "patch_embed.proj.weight", "blocks.1.attn.qkv.weight"})
  void namesATensorWithValuesThatAreNotFinite(String name) {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      ForeignWeights weights = ForeignWeights.timm();
      weights.tensors().get(name).values()[5] = value;
      assertEquals("tensor " + name + " has values that are infinite or NaN", problem(weights));
    }
  }

  @Test
  void asksForAnotherTypeByItsNameInTheFile() {
    Path file = directory.resolve("f64.safetensors");
    ForeignWeights.timm().write(file);
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    try (TensorFile single = TensorFile.openForeign(file)) {
      single.names().forEach(name -> tensors.put(name, ForeignTensors.read(single, name)));
    }
    tensors.computeIfPresent("norm.weight", (name, single) -> single.castTo(DataType.DOUBLE));
    TensorFiles.export(file, tensors, Map.of());
    assertEquals("tensor norm.weight is F64; convert it to F32", problem(file));
  }

  @Test
  void saysThatAFileHasNoTensors() throws IOException {
    String problem = problem(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    assertEquals("has no tensors; known are those of facebookresearch/mae, Hugging Face's ViTMAE and timm's ViT",
        problem);
  }

  private String problem(ForeignWeights weights) {
    Path file = weights.write(directory.resolve("model.safetensors"));
    return problem(file);
  }

  private String problem(byte[] content) throws IOException {
    return problem(Files.write(directory.resolve("model.safetensors"), content));
  }

  private static String problem(Path file) {
    String message = assertThrows(UserException.class, () -> {
      try (ForeignModel model = ForeignModel.open(file)) {
        ExperimentConfig config = config(model);
        try (Parameters parameters = parameters(config)) {
          model.copyTo(parameters, config.model(), grid(config));
        }
      }
    }).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    return message.substring((file + ": ").length());
  }
}
