package org.mae4j.cli.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mae4j.base.text.CsvText;
import org.mae4j.library.Embedding;
import org.mae4j.record.npy.NpyWriter;

/** Writes embeddings one after another. */
public interface EmbeddingWriter {
  /** Starts a file in the format of its ending, .npy or .csv. @param rowShape shape of an embedding */
  static EmbeddingWriter of(Path file, FileChannel channel, List<Integer> rowShape) throws IOException {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".npy") ? new Numpy(new NpyWriter(channel, rowShape))
        : Table.begin(new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8)), rowShape.get(0));
  }

  void add(Embedding embedding) throws IOException;

  /** Writes what is left; the channel stays open. */
  void finish() throws IOException;

  /** Writes an array of numpy. */
  record Numpy(NpyWriter writer) implements EmbeddingWriter {
    @Override
    public void add(Embedding embedding) throws IOException {
      writer.add(embedding.values());
    }

    @Override
    public void finish() throws IOException {
      writer.finish();
    }
  }

  /** Writes a line of CSV per image: path, label and features. */
  record Table(Writer writer) implements EmbeddingWriter {
    private static Table begin(Writer writer, int width) throws IOException {
      List<String> header = new ArrayList<>(List.of("image", "label"));
      IntStream.range(0, width).forEach(i -> header.add("feature" + i));
      writer.write(CsvText.line(header));
      return new Table(writer);
    }

    @Override
    public void add(Embedding embedding) throws IOException {
      List<String> cells =
          new ArrayList<>(List.of(embedding.image().text(), embedding.image().label().orElse("")));
      for (float value : embedding.values()) {
        cells.add(Float.toString(value));
      }
      writer.write(CsvText.line(cells));
    }

    @Override
    public void finish() throws IOException {
      writer.flush();
    }
  }
}
