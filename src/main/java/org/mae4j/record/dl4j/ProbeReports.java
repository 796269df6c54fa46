package org.mae4j.record.dl4j;

import java.io.Closeable;
import java.io.IOException;
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
import org.mae4j.base.file.DurableFile;
import org.mae4j.record.log.AppendOnlyFile;
import org.mae4j.record.tensorboard.TfRecord;

/**
 * A file with the reports of Deeplearning4j's {@code StatsListener}: a TFRecord file whose records consist of a byte for
 * the type and the report in Deeplearning4j's encoding. Reports are in the file before the call returns. A crash can
 * leave one incomplete last record, which readers ignore.
 */
public final class ProbeReports implements StatsStorageRouter, Closeable {
  private static final byte MODEL = 0;
  private static final byte STEP = 1;

  private final AppendOnlyFile file;

  private ProbeReports(AppendOnlyFile file) {
    this.file = file;
  }

  /** Creates {@code file} and replaces an existing one. */
  public static ProbeReports create(Path file) throws IOException {
    DurableFile.write(file, new byte[0]);
    return new ProbeReports(AppendOnlyFile.open(file));
  }

  /** Does nothing, because readers identify sessions by their models and steps. */
  @Override
  public void putStorageMetaData(StorageMetaData storageMetaData) {}

  @Override
  public void putStorageMetaData(Collection<? extends StorageMetaData> storageMetaData) {}

  /** Appends the description of a model. @throws UncheckedIOException if that fails */
  @Override
  public void putStaticInfo(Persistable staticInfo) {
    append(MODEL, staticInfo);
  }

  @Override
  public void putStaticInfo(Collection<? extends Persistable> staticInfos) {
    staticInfos.forEach(this::putStaticInfo);
  }

  /** Appends the report of a step. @throws UncheckedIOException if that fails */
  @Override
  public void putUpdate(Persistable update) {
    append(STEP, update);
  }

  @Override
  public void putUpdate(Collection<? extends Persistable> updates) {
    updates.forEach(this::putUpdate);
  }

  private void append(byte type, Persistable report) {
    byte[] encoded = report.encode();
    file.append(TfRecord.of(ByteBuffer.allocate(1 + encoded.length).put(type).put(encoded).array()));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /**
   * Returns all complete reports: descriptions of models and reports of steps, in the order of the file. The file may be
   * written at the same time.
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
