package org.mae4j.data.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageFit;
import org.mae4j.config.extension.Choice;
import org.mae4j.data.DataConfigs;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;
import org.mae4j.data.SourceSplits;
import org.mae4j.data.cifar.Cifar100Source.Cifar100Settings;
import org.mae4j.data.cifar.Cifar100Source.ClassLevel;

class Cifar100SourceTest {
  private static final int PIXELS = 3072;

  @TempDir
  Path dir;

  private final Cifar100Source source = new Cifar100Source(3, 2);

  @BeforeEach
  void writeFiles() throws IOException {
    write("train.bin", new int[][] {{11, 99}, {0, 0}, {19, 42}});
    write("test.bin", new int[][] {{5, 7}, {4, 8}});
    names("fine_label_names.txt", 100, "fine");
    names("coarse_label_names.txt", 20, "coarse");
  }

  @Test
  void hasTheSecondLabelOfEachRecordByDefault() {
    SourceSplits splits = read(source.defaults().level());
    assertEquals(List.of(99, 0, 42), labels(splits.train()));
    assertEquals(List.of(7, 8), labels(splits.test().orElseThrow()));
    assertEquals(100, splits.train().classNames().size());
    assertEquals("fine99", splits.train().classNames().get(99));
    float[] pixels = new float[PIXELS];
    splits.train().copyTo(2, pixels, 0);
    assertEquals(List.of(200 / 127.5f - 1, 201 / 127.5f - 1, 202 / 127.5f - 1),
        List.of(pixels[0], pixels[1024], pixels[3071]));
  }

  @Test
  void hasSuperclassesIfTheSettingsSaySo() {
    SourceSplits splits = read(ClassLevel.COARSE);
    assertEquals(List.of(11, 0, 19), labels(splits.train()));
    assertEquals(20, splits.train().classNames().size());
    assertEquals("coarse0", splits.train().classNames().get(0));
    assertEquals(20, source.size(config(ClassLevel.COARSE)).orElseThrow().classes());
  }

  @Test
  void findsTheFolderThatTheArchiveUnpacksTo() throws IOException {
    Path unpacked = Files.createDirectories(dir.resolve("parent/cifar-100-binary"));
    for (String name : List.of("train.bin", "test.bin", "fine_label_names.txt", "coarse_label_names.txt")) {
      Files.copy(dir.resolve(name), unpacked.resolve(name));
    }
    DataConfig config = DataConfigs.of(new Choice("cifar100", source.defaults()), dir.resolve("parent").toString(),
        CifarRecords.SHAPE, ImageFit.EXACT, false);
    assertEquals(List.of(99, 0, 42), labels(source.read(config, Decoding.QUIET).train()));
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    Files.write(dir.resolve("train.bin"), new byte[3 * (2 + PIXELS) - 1]);
    Files.write(dir.resolve("test.bin"), new byte[2 * (2 + PIXELS) + 1]);
    assertRefused(dir + ": train.bin has 9221 bytes, expected 9222; test.bin has 6149 bytes, expected 6148; "
        + "`./mae4j data cifar100 --dir NEW-DIRECTORY` downloads CIFAR-100");
    Files.delete(dir.resolve("train.bin"));
    Files.delete(dir.resolve("fine_label_names.txt"));
    assertRefused(dir + ": train.bin is missing; test.bin has 6149 bytes, expected 6148; fine_label_names.txt is "
        + "missing; `./mae4j data cifar100 --dir NEW-DIRECTORY` downloads CIFAR-100");
  }

  @Test
  void labelsAndNamesAreChecked() throws IOException {
    write("train.bin", new int[][] {{11, 99}, {0, 100}, {19, 42}});
    assertRefused(dir.resolve("train.bin") + ": record 1 (from 0) has label 100, expected 0 to 99");
    names("fine_label_names.txt", 99, "fine");
    assertRefused(dir.resolve("fine_label_names.txt") + ": expected 100 names of classes, found 99");
  }

  private void assertRefused(String message) {
    assertEquals(message, assertThrows(DataException.class, () -> read(ClassLevel.FINE)).getMessage());
  }

  private SourceSplits read(ClassLevel level) {
    return source.read(config(level), Decoding.QUIET);
  }

  private DataConfig config(ClassLevel level) {
    return DataConfigs.of(new Choice("cifar100", new Cifar100Settings(level)), dir.toString(), CifarRecords.SHAPE,
        ImageFit.EXACT, false);
  }

  private static List<Integer> labels(ImageSet images) {
    return IntStream.range(0, images.size()).map(images::label).boxed().toList();
  }

  /** Writes records whose pixel values are 100 · record + plane. */
  private void write(String name, int[][] labels) throws IOException {
    byte[] file = new byte[labels.length * (2 + PIXELS)];
    for (int record = 0; record < labels.length; record++) {
      int start = record * (2 + PIXELS);
      file[start] = (byte) labels[record][0];
      file[start + 1] = (byte) labels[record][1];
      for (int plane = 0; plane < 3; plane++) {
        Arrays.fill(file, start + 2 + plane * 1024, start + 2 + (plane + 1) * 1024, (byte) (100 * record + plane));
      }
    }
    Files.write(dir.resolve(name), file);
  }

  private void names(String name, int count, String prefix) throws IOException {
    Files.writeString(dir.resolve(name),
        IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining("\n")) + "\n\n");
  }
}
