package org.mae4j.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.base.text.WrappedText;
import org.mae4j.eval.Scores;
import org.mae4j.library.ClassPrediction;
import org.mae4j.library.ClassProbability;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/**
 * The predicted classes of images as text.
 *
 * @param width columns of the terminal
 */
public record PredictionText(PredictedImages images, int width) {
  /** Images in the table; a file has all of them. */
  private static final int SHOWN = 20;
  /** Pairs of classes below the accuracy, if the matrix of all pairs is too wide. */
  private static final int PAIRS = 10;
  private static final int NARROW = 80;
  /** Letters of a class that the header of the matrix has at least. */
  private static final int SHORTEST = 5;

  /** Returns a table of the images, then the accuracy and the confusion matrix if the classes are known. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    TextTable table =
        new TextTable(Column.number("probability"), Column.text("class"), Column.path("image"));
    images.predictions().stream().limit(SHOWN).forEach(prediction -> add(table, prediction));
    text.append(table.fitted(width));
    int more = images.predictions().size() - SHOWN;
    if (more > 0) {
      text.append("… and ").append(NumberLabel.of(more)).append(" more; --csv and --json write all\n");
    }
    images.scores().ifPresent(scores -> {
      text.append('\n').append(accuracy(scores));
      scores.confusion().ifPresent(matrix -> text.append('\n').append(confusion(matrix)));
    });
    if (images.scores().isEmpty() && !images.unknownLabels().isEmpty()) {
      text.append(
          WrappedText.of("no accuracy: the classifier has no class " + String.join(", ", images.unknownLabels()),
              Math.min(width, NARROW), 2))
          .append('\n');
    }
    return text.toString();
  }

  private static void add(TextTable table, ClassPrediction prediction) {
    for (int rank = 0; rank < prediction.classes().size(); rank++) {
      ClassProbability each = prediction.classes().get(rank);
      table.row(String.format(Locale.ROOT, "%.4f", each.probability()), each.name(),
          rank == 0 ? prediction.image().text() : "");
    }
  }

  private static String accuracy(Scores scores) {
    return String.format(Locale.ROOT, "accuracy %.2f %%: %,d of %,d images, macro F1 %.2f %%\n",
        100 * scores.accuracy(), scores.correct(), scores.predicted().length, 100 * scores.macroF1());
  }

  private String confusion(int[][] counts) {
    if (counts.length > NARROW) {
      return pairs(counts).fitted(width);
    }
    int longest = images.classNames().stream().mapToInt(WrappedText::length).max().orElse(0);
    return IntStream.iterate(Math.max(longest, SHORTEST), letters -> letters >= SHORTEST, letters -> letters - 1)
        .mapToObj(letters -> matrix(counts, letters).toString()).filter(this::fits).findFirst()
        .orElseGet(() -> pairs(counts).fitted(width));
  }

  private boolean fits(String table) {
    return table.lines().allMatch(line -> WrappedText.length(line) <= Math.min(width, NARROW));
  }

  /** Returns actual classes as rows, and predicted classes as columns, whose names are cut to {@code letters}. */
  private TextTable matrix(int[][] confusion, int letters) {
    List<String> names = images.classNames();
    Column[] columns = new Column[names.size() + 1];
    columns[0] = Column.text("actual \\ predicted");
    IntStream.range(0, names.size())
        .forEach(c -> columns[c + 1] = Column.number(WrappedText.cut(names.get(c), letters)));
    TextTable table = new TextTable(columns);
    for (int row = 0; row < confusion.length; row++) {
      String[] cells = new String[columns.length];
      cells[0] = names.get(row);
      for (int column = 0; column < confusion.length; column++) {
        cells[column + 1] = Integer.toString(confusion[row][column]);
      }
      table.row(cells);
    }
    return table;
  }

  /** Returns the pairs of classes that are confused most often. */
  private TextTable pairs(int[][] confusion) {
    TextTable table = new TextTable(Column.number("images"), Column.text("actual"), Column.text("predicted as"));
    int classes = confusion.length;
    IntStream.range(0, classes * classes).boxed().filter(pair -> pair / classes != pair % classes)
        .filter(pair -> confusion[pair / classes][pair % classes] > 0)
        .sorted((one, other) -> Integer.compare(confusion[other / classes][other % classes],
            confusion[one / classes][one % classes]))
        .limit(PAIRS).forEach(pair -> table.row(NumberLabel.of(confusion[pair / classes][pair % classes]),
            images.classNames().get(pair / classes), images.classNames().get(pair % classes)));
    return table;
  }
}
