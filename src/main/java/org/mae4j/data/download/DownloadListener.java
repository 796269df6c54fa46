package org.mae4j.data.download;

/** Observes how much of a download has arrived. */
@FunctionalInterface
public interface DownloadListener {
  /**
   * @param bytes number of bytes that have arrived, those of earlier attempts included
   * @param total size of the file in bytes, -1 if the server does not report it
   */
  void received(long bytes, long total);
}
