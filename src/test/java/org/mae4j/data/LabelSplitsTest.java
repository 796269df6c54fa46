package org.mae4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mae4j.config.DataConfig;
import org.mae4j.config.DataConfig.LabelUse;

/** Splits of images with few labels, without labels and without test images; each pixel is the index of its image. */
class LabelSplitsTest {
  private static final SplitSeeds SEEDS = new SplitSeeds(7, 3);
  /** 60 images of class 0, 30 of class 1, 10 of class 2, mixed. */
  private final ImageSet train =
      TestImages.numbered(3, IntStream.range(0, 100).map(i -> i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2).toArray());
  private final ImageSet test = TestImages.numbered(3, 0, 1, 2);
  private final ImageSet more = TestImages.numbered(1, new int[40]).withoutLabels();

  @Test
  void everyImageIsTrainedOnOrValidatedOnOnce() {
    DataSplits splits = DataSplits.of(config(1, 0), source(train, more, test), SEEDS);
    assertEquals(90 + 40, splits.pretrain().size());
    assertEquals(90, splits.train().size());
    assertEquals(40, splits.unlabeled().orElseThrow().size());
    assertEquals(more.digest(), splits.unlabeled().orElseThrow().digest());
    assertEquals(numbers(splits.train()), numbers(splits.pretrain().subset(IntStream.range(0, 90).toArray())));
    assertTrue(splits.labeled());
    assertEquals(List.of("train", "unlabeled", "validation", "test"), List.copyOf(splits.byName().keySet()));
  }

  @Test
  void withoutUnlabeledPartNothingIsAdded() {
    DataSplits splits = DataSplits.of(config(1, 0), new SourceSplits(train, test, 0), SEEDS);
    assertEquals(splits.train().digest(), splits.pretrain().digest());
    assertEquals(Optional.empty(), splits.unlabeled());
    assertEquals(List.of("train", "validation", "test"), List.copyOf(splits.byName().keySet()));
  }

  @Test
  void fewLabelsLimitTrainOnly() {
    DataSplits all = DataSplits.of(config(1, 0), new SourceSplits(train, test, 0), SEEDS);
    DataSplits few = DataSplits.of(config(0.1, 0), new SourceSplits(train, test, 0), SEEDS);
    assertArrayEquals(new int[] {54, 27, 9}, all.train().classCounts());
    assertArrayEquals(new int[] {5, 3, 1}, few.train().classCounts());
    assertEquals(all.pretrain().digest(), few.pretrain().digest());
    assertEquals(all.validation().digest(), few.validation().digest());
    assertEquals(all.test().digest(), few.test().digest());
    Set<Integer> both = new TreeSet<>(numbers(few.train()));
    both.addAll(numbers(few.unlabeled().orElseThrow()));
    assertEquals(new TreeSet<>(numbers(all.train())), both);
    assertEquals(90, few.train().size() + few.unlabeled().orElseThrow().size());
    assertEquals(0, few.unlabeled().orElseThrow().classNames().size());
  }

  @Test
  void everyClassKeepsAnImageAndTheSeedChoosesIt() {
    DataSplits one = DataSplits.of(config(1e-6, 0), new SourceSplits(train, test, 0), SEEDS);
    DataSplits same = DataSplits.of(config(1e-6, 0), new SourceSplits(train, test, 0), SEEDS);
    DataSplits other = DataSplits.of(config(1e-6, 0), new SourceSplits(train, test, 0), new SplitSeeds(7, 4));
    assertArrayEquals(new int[] {1, 1, 1}, one.train().classCounts());
    assertEquals(one.train().digest(), same.train().digest());
    assertNotEquals(one.train().digest(), other.train().digest());
    assertEquals(one.validation().digest(), other.validation().digest());
  }

  @Test
  void withoutLabelsAllImagesAreOneSet() {
    DataSplits labeled = DataSplits.of(config(1, 0), source(train, more, test), SEEDS);
    DataSplits none = DataSplits.of(config(LabelUse.NONE, 1, 0), source(train, more, test), SEEDS);
    assertFalse(none.labeled());
    assertEquals(numbers(labeled.pretrain()), numbers(none.pretrain()));
    assertEquals(numbers(labeled.validation()), numbers(none.validation()));
    assertEquals(none.pretrain().digest(), none.train().digest());
    assertEquals(Optional.empty(), none.unlabeled());
    for (ImageSet images : List.of(none.train(), none.validation(), none.test())) {
      assertEquals(List.of(), images.classNames());
      assertEquals(ImageSet.UNLABELED, images.label(0));
    }
    assertNotEquals(labeled.validation().digest(), none.validation().digest());
  }

  @Test
  void classWithOneImageIsEnoughWithoutLabels() {
    ImageSet lonely = TestImages.numbered(2, 0, 0, 0, 1);
    assertThrows(DataException.class, () -> DataSplits.of(config(1, 0), new SourceSplits(lonely, test, 0), SEEDS));
    assertEquals(3,
        DataSplits.of(config(LabelUse.NONE, 1, 0), new SourceSplits(lonely, test, 0), SEEDS).train().size());
  }

  @Test
  void sourceWithoutLabelsIsRefusedWhereLabelsAreExpected() {
    SourceSplits source = new SourceSplits(train.withoutLabels(), test.withoutLabels(), 0);
    assertEquals("data.labels: source embedded has training images without labels; set data.labels = none",
        assertThrows(DataException.class, () -> DataSplits.of(config(1, 0), source, SEEDS)).getMessage());
    assertEquals(90, DataSplits.of(config(LabelUse.NONE, 1, 0), source, SEEDS).train().size());
  }

  @Test
  void testImagesAreSplitOffByClassWhateverTheSeed() {
    SourceSplits source = source(train, more, null);
    DataSplits one = DataSplits.of(config(1, 0.2), source, SEEDS);
    DataSplits other = DataSplits.of(config(1, 0.2), source, new SplitSeeds(8, 3));
    assertArrayEquals(new int[] {12, 6, 2}, one.test().classCounts());
    assertEquals(one.test().digest(), other.test().digest());
    assertNotEquals(one.validation().digest(), other.validation().digest());
    assertEquals(80 + 40, one.pretrain().size() + one.validation().size());
    Set<Integer> seen = new TreeSet<>(numbers(one.test()));
    seen.addAll(numbers(one.train()));
    seen.addAll(numbers(one.validation()));
    assertEquals(100, seen.size());
  }

  @Test
  void testFractionIsNeededOrRefused() {
    assertEquals("data.testFraction: source embedded has no test images; set data.testFraction, for example to 0.1, to "
        + "split some off the training images",
        assertThrows(DataException.class, () -> DataSplits.of(config(1, 0), source(train, more, null), SEEDS))
            .getMessage());
    assertEquals("data.testFraction: source embedded has test images of its own; remove data.testFraction",
        assertThrows(DataException.class, () -> DataSplits.of(config(1, 0.1), source(train, more, test), SEEDS))
            .getMessage());
  }

  @Test
  void limitOfUnlabeledImagesIsSpreadOverTheirOrder() {
    DataSplits splits = DataSplits.of(DataConfigs.of(LabelUse.NONE, 1, 0, 10),
        new SourceSplits(train.withoutLabels(), test.withoutLabels(), 0), SEEDS);
    List<Integer> used = new ArrayList<>(numbers(splits.train()));
    used.addAll(numbers(splits.validation()));
    assertEquals(IntStream.range(0, 10).mapToObj(i -> 10 * i).toList(), used.stream().sorted().toList());
  }

  @Test
  void joinedSetsReadBothParts() {
    ImageSet some = train.subset(new int[] {50, 20});
    ImageSet joined = some.joined(more.subset(new int[] {30, 5, 30}));
    assertEquals(List.of(50, 20, 30, 5, 30), numbers(joined));
    assertEquals(ImageSet.UNLABELED, joined.label(2));
    assertEquals(some.label(1), joined.label(1));
    assertArrayEquals(some.classCounts(), joined.classCounts());
    assertFalse(joined.isLabeled());
  }

  private static SourceSplits source(ImageSet train, ImageSet unlabeled, ImageSet test) {
    return new SourceSplits(train, Optional.of(unlabeled), Optional.ofNullable(test), 0);
  }

  private static DataConfig config(double labeledFraction, double testFraction) {
    return config(LabelUse.CLASSES, labeledFraction, testFraction);
  }

  private static DataConfig config(LabelUse labels, double labeledFraction, double testFraction) {
    return DataConfigs.of(labels, labeledFraction, testFraction, 0);
  }

  private static List<Integer> numbers(ImageSet images) {
    return IntStream.range(0, images.size()).mapToObj(i -> TestImages.number(images, i)).toList();
  }
}
