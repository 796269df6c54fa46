package example.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** Prints the logits of an image by a classifier in an ONNX file, without mae4j. */
public final class ClassifyWithOnnx {
  private ClassifyWithOnnx() {}

  /** @param args ONNX file, and an image of the size of the model */
  public static void main(String[] args) throws IOException, OrtException {
    float[][][][] pixels = {pixels(ImageIO.read(new File(args[1])))}; // [batch][C][H][W] in [0, 1]
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(args[0]);
        OnnxTensor images = OnnxTensor.createTensor(environment, pixels);
        OrtSession.Result result = session.run(Map.of("images", images))) {
      float[][] logits = (float[][]) result.get("logits").orElseThrow().getValue();
      System.out.println(session.getMetadata().getCustomMetadata().get("classes"));
      for (float logit : logits[0]) {
        System.out.println(logit);
      }
    }
  }

  private static float[][][] pixels(BufferedImage image) {
    float[][][] pixels = new float[3][image.getHeight()][image.getWidth()];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          pixels[c][y][x] = (image.getRGB(x, y) >> (16 - 8 * c) & 0xFF) / 255f;
        }
      }
    }
    return pixels;
  }
}
