package org.mae4j.data.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mae4j.data.DataSource;

/** A data source whose files {@code ./mae4j data NAME} downloads and {@code ./mae4j doctor} checks. */
public interface Downloadable extends DataSource {
  /** Returns the name of the data set as it is usually written. */
  String title();

  /** Returns the directory for the files if the user names none, relative to the working directory. */
  Path directory();

  /** Returns the environment variable that names the directory of the files on a machine. */
  default String variable() {
    return "MAE4J_" + name().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * Checks the files without reading the images.
   *
   * @return a phrase for each defect, with file names relative to {@code dir}; empty if the files are complete
   */
  List<String> defects(Path dir);

  /** Returns the address of the data set. */
  URI address();

  /** Returns the size of the download in bytes. */
  long downloadBytes();

  /**
   * Downloads the files to {@code dir} and checks them. Does nothing if they are there. An interrupted download is
   * resumed by the next call.
   *
   * @param dir directory that does not exist yet, or that has the files
   * @throws org.mae4j.data.DataException if the files cannot be downloaded or are not the published ones
   */
  void download(Path dir, DownloadListener listener);
}
