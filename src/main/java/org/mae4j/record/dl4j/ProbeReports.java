package org.mae4j.record.dl4j;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.StorageMetaData;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsInitializationReport;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.mae4j.base.DurableFile;
import org.mae4j.record.log.AppendedFile;
import org.mae4j.record.tensorboard.TfRecord;

/**
 * A file of what Deeplearning4j's {@code StatsListener} reports: records as in a TFRecord file, with their length and
 * checksums, each of a byte that tells what it holds and of the report as Deeplearning4j encodes it. Every report
 * reaches the file before the call returns; what a crash may leave is one torn last record, which is passed over.
 */
public final class ProbeReports implements StatsStorageRouter, Closeable {
  private static final byte MODEL = 0;
  private static final byte STEP = 1;

  private final AppendedFile file;

  private ProbeReports(AppendedFile file) {
    this.file = file;
  }

  /** Opens {@code file}; what it held before is dropped. */
  public static ProbeReports begin(Path file) throws IOException {
    DurableFile.write(file, new byte[0]);
    return new ProbeReports(AppendedFile.open(file));
  }

  /** The storage that readers fill knows sessions by their models and steps alone. */
  @Override
  public void putStorageMetaData(StorageMetaData storageMetaData) {}

  @Override
  public void putStorageMetaData(Collection<? extends StorageMetaData> storageMetaData) {}

  /** Writes the description of a model. @throws UncheckedIOException if that fails */
  @Override
  public void putStaticInfo(Persistable staticInfo) {
    append(MODEL, staticInfo);
  }

  @Override
  public void putStaticInfo(Collection<? extends Persistable> staticInfos) {
    staticInfos.forEach(this::putStaticInfo);
  }

  /** Writes the report of a step. @throws UncheckedIOException if that fails */
  @Override
  public void putUpdate(Persistable update) {
    append(STEP, update);
  }

  @Override
  public void putUpdate(Collection<? extends Persistable> updates) {
    updates.forEach(this::putUpdate);
  }

  private void append(byte kind, Persistable report) {
    byte[] encoded = report.encode();
    file.append(TfRecord.of(ByteBuffer.allocate(1 + encoded.length).put(kind).put(encoded).array()));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * Reads all whole reports, also of a file that is being written.
   *
   * @return descriptions of models and reports of steps, in the order in which they were written
   */
  public static List<Persistable> read(Path file) throws IOException {
    List<Persistable> reports = new ArrayList<>();
    for (byte[] data : TfRecord.all(ByteBuffer.wrap(Files.readAllBytes(file)))) {
      reports.add(report(ByteBuffer.wrap(data)));
    }
    return reports;
  }

  private static Persistable report(ByteBuffer data) {
    Persistable report = data.get() == MODEL ? new SbeStatsInitializationReport() : new SbeStatsReport();
    byte[] encoded = new byte[data.remaining()];
    data.get(encoded);
    report.decode(encoded);
    return report;
  }
}
