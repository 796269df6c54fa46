package org.mae4j.checkpoint.onnx;

import ai.onnxruntime.OnnxModelMetadata;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An ONNX file in ONNX Runtime. */
public final class OnnxModel implements AutoCloseable {
  private final OrtEnvironment environment =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, "mae4j");
  private final OrtSession session;

  public OnnxModel(Path file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.addConfigEntry("session.strict_shape_type_inference", "1");
      session = environment.createSession(file.toString(), options);
    }
  }

  /** Loads and runs all models in {@code directory}; what is printed beside the last line is a warning. */
  public static void main(String[] arguments) throws OrtException, IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
      files = all.filter(file -> file.toString().endsWith(".onnx")).toList();
    }
    for (Path file : files) {
      try (OnnxModel model = new OnnxModel(file)) {
        Map<String, float[]> inputs = new HashMap<>();
        for (String name : model.session.getInputNames()) {
          inputs.put(name, new float[2 * model.length(name)]);
        }
        model.run(2, inputs);
      }
    }
    System.out.println(files.size() + " models");
  }

  /** Runs {@link #main} in a process of its own and returns all that it prints. */
  static String loadInProcess(Path directory) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), OnnxModel.class.getName(), directory.toString())
        .redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  /** Returns the outputs for {@code batch} images. */
  public Map<String, float[]> run(int batch, Map<String, float[]> inputs) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (Map.Entry<String, float[]> input : inputs.entrySet()) {
        long[] shape = info(input.getKey()).getShape().clone();
        shape[0] = batch;
        tensors.put(input.getKey(), OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.getValue()), shape));
      }
      Map<String, float[]> outputs = new HashMap<>();
      try (OrtSession.Result result = session.run(tensors)) {
        result.forEach(output -> outputs.put(output.getKey(), values((OnnxTensor) output.getValue())));
      }
      return outputs;
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static float[] values(OnnxTensor tensor) {
    float[] values = new float[tensor.getFloatBuffer().remaining()];
    tensor.getFloatBuffer().get(values);
    return values;
  }

  /** Returns the shape of an input or output, with the names of free dimensions. */
  public String shape(String name) throws OrtException {
    TensorInfo info = info(name);
    List<String> dimensions = new ArrayList<>();
    for (int i = 0; i < info.getShape().length; i++) {
      dimensions.add(info.getShape()[i] < 0 ? info.getDimensionNames()[i] : Long.toString(info.getShape()[i]));
    }
    return dimensions.toString();
  }

  private int length(String input) throws OrtException {
    return (int) Arrays.stream(info(input).getShape()).skip(1).reduce(1, Math::multiplyExact);
  }

  private TensorInfo info(String name) throws OrtException {
    var nodes = session.getInputNames().contains(name) ? session.getInputInfo() : session.getOutputInfo();
    return (TensorInfo) nodes.get(name).getInfo();
  }

  public OnnxModelMetadata metadata() throws OrtException {
    return session.getMetadata();
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
