package org.mae4j.data.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.ImageSets;
import org.mae4j.data.TestImages;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

class Cifar10RecordReaderTest {
  @TempDir Path dir;

  @Test
  void recordsArePlanesInOrderOfRedGreenBlue() throws Exception {
    try (var reader = reader(2, cifar("a.bin", 3, 7), cifar("b.bin", 0, 9))) {
      List<Writable> record = reader.next();
      INDArray image = ((NDArrayWritable) record.get(0)).get();
      assertArrayEquals(new long[] {1, 3, 32, 32}, image.shape());
      assertEquals(30, image.getFloat(0, 0, 0, 0));
      assertEquals(31, image.getFloat(0, 1, 0, 0));
      assertEquals(32, image.getFloat(0, 2, 31, 31));
      assertEquals(3, record.get(1).toInt());
    }
  }

  @Test
  void readsAllFilesInOrderAndAgainAfterReset() throws Exception {
    try (var reader = reader(2, cifar("a.bin", 3, 7), cifar("b.bin", 0, 9))) {
      reader.next();
      reader.reset();
      ImageSet images = ImageSets.read(reader, Cifar10RecordReader.SHAPE, 4);
      assertEquals(List.of(3, 7, 0, 9), List.of(images.label(0), images.label(1), images.label(2), images.label(3)));
      float[] pixels = new float[3072];
      images.copyTo(3, pixels, 0);
      assertArrayEquals(new float[] {90 / 127.5f - 1, 91 / 127.5f - 1, 92 / 127.5f - 1},
          new float[] {pixels[0], pixels[1024], pixels[3071]});
      assertFalse(reader.hasNext());
    }
  }

  @Test
  void valuesAreUnsigned() throws Exception {
    Path file = cifar("a.bin", 1);
    byte[] bytes = Files.readAllBytes(file);
    bytes[1] = (byte) 200;
    Files.write(file, bytes);
    try (var reader = reader(1, file)) {
      assertEquals(200, ((NDArrayWritable) reader.next().get(0)).get().getFloat(0, 0, 0, 0));
    }
  }

  @Test
  void feedsTheIteratorOfDeeplearning4j() throws Exception {
    try (var reader = reader(3, cifar("a.bin", 3, 7, 9))) {
      var iterator = new RecordReaderDataSetIterator(reader, 2, 1, 10);
      iterator.setPreProcessor(new ImagePreProcessingScaler(-1, 1));
      DataSet first = iterator.next();
      assertArrayEquals(new long[] {2, 3, 32, 32}, first.getFeatures().shape());
      assertEquals(71 / 127.5f - 1, first.getFeatures().getFloat(1, 1, 5, 6), 1e-5f);
      assertEquals(1, first.getLabels().getFloat(1, 7));
      assertEquals(2, first.getLabels().sumNumber().intValue());
      assertEquals(1, iterator.next().numExamples());
      iterator.reset();
      assertEquals(2, iterator.next().numExamples());
    }
  }

  @Test
  void namesTruncatedAndOversizedFilesWithBothSizes() throws Exception {
    Path file = cifar("a.bin", 3, 7);
    assertMessage(file + ": expected 3073 bytes (1 images of 3073 bytes), found 6146", () -> reader(1, file));
    assertMessage(file + ": expected 9219 bytes (3 images of 3073 bytes), found 6146", () -> reader(3, file));
  }

  @Test
  void namesFileAndRecordOfAWrongLabel() throws Exception {
    Path file = cifar("a.bin", 3, 10);
    try (var reader = reader(2, file)) {
      reader.next();
      assertMessage(file + ": record 1 (from 0) has label 10, expected 0 to 9", reader::next);
    }
  }

  @Test
  void namesAMissingFile() {
    Path file = dir.resolve("none.bin");
    assertMessage(file + ": file is missing", () -> reader(1, file));
  }

  private static void assertMessage(String expected, Executable code) {
    assertEquals(expected, assertThrows(DataException.class, code).getMessage());
  }

  private Path cifar(String name, int... labels) throws IOException {
    return TestImages.writeCifar(dir.resolve(name), labels);
  }

  private static Cifar10RecordReader reader(int imagesPerFile, Path... files) throws Exception {
    Cifar10RecordReader reader = new Cifar10RecordReader(imagesPerFile);
    reader.initialize(new CollectionInputSplit(Arrays.stream(files).map(Path::toUri).toList()));
    return reader;
  }
}
