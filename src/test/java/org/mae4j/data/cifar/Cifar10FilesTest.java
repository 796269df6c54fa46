package org.mae4j.data.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.TestImages;

class Cifar10FilesTest {
  @TempDir
  Path dir;

  @Test
  void readsPlanesInOrderRedGreenBlue() throws IOException {
    ImageSet images = Cifar10Source.RECORDS.read(List.of(cifar("a.bin", 3, 7), cifar("b.bin", 0, 9)), 2);
    assertEquals(CifarRecords.SHAPE, images.shape());
    float[] pixels = pixels(images, 0);
    assertArrayEquals(new float[] {30 / 127.5f - 1, 31 / 127.5f - 1, 32 / 127.5f - 1},
        new float[] {pixels[0], pixels[1024], pixels[3071]});
  }

  @Test
  void readsAllFilesInOrder() throws IOException {
    ImageSet images = Cifar10Source.RECORDS.read(List.of(cifar("a.bin", 3, 7), cifar("b.bin", 0, 9)), 2);
    assertEquals(List.of(3, 7, 0, 9), List.of(images.label(0), images.label(1), images.label(2), images.label(3)));
    float[] pixels = pixels(images, 3);
    assertArrayEquals(new float[] {90 / 127.5f - 1, 91 / 127.5f - 1, 92 / 127.5f - 1},
        new float[] {pixels[0], pixels[1024], pixels[3071]});
  }

  @Test
  void valuesAreUnsigned() throws IOException {
    Path file = cifar("a.bin", 1);
    byte[] bytes = Files.readAllBytes(file);
    bytes[1] = (byte) 200;
    Files.write(file, bytes);
    assertEquals(200 / 127.5f - 1, pixels(Cifar10Source.RECORDS.read(List.of(file), 1), 0)[0]);
  }

  @Test
  void reportsFileAndRecordOfInvalidLabel() throws IOException {
    Path file = cifar("a.bin", 3, 10);
    assertMessage(file + ": record 1 (from 0) has label 10, expected 0 to 9",
        () -> Cifar10Source.RECORDS.read(List.of(file), 2));
  }

  @Test
  void reportsUnreadableFile() throws IOException {
    Path file = dir.resolve("none.bin");
    assertMessage(file + ": cannot be read (" + file + ": no such file or directory)",
        () -> Cifar10Source.RECORDS.read(List.of(file), 1));
    Path truncated = cifar("a.bin", 3, 7);
    assertMessage(truncated + ": cannot be read (EOFException)",
        () -> Cifar10Source.RECORDS.read(List.of(truncated), 3));
  }

  @Test
  void reportsProblemsOfAllFiles() throws IOException {
    assertEquals(List.of("no such directory"), new Cifar10Source().defects(dir.resolve("none")));
    for (int i : new int[] {1, 2, 4, 5}) {
      cifar("data_batch_" + i + ".bin", 3);
    }
    assertEquals(List.of("data_batch_1.bin has 3073 bytes, expected 30730000",
        "data_batch_2.bin has 3073 bytes, expected 30730000", "data_batch_3.bin is missing",
        "data_batch_4.bin has 3073 bytes, expected 30730000", "data_batch_5.bin has 3073 bytes, expected 30730000",
        "test_batch.bin is missing"), new Cifar10Source().defects(dir));
  }

  private static float[] pixels(ImageSet images, int index) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(index, pixels, 0);
    return pixels;
  }

  private static void assertMessage(String expected, Executable code) {
    assertEquals(expected, assertThrows(DataException.class, code).getMessage());
  }

  private Path cifar(String name, int... labels) throws IOException {
    return TestImages.writeCifar(dir.resolve(name), labels);
  }
}
