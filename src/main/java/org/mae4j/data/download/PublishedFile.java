package org.mae4j.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;
import org.mae4j.data.DataException;

/**
 * A file of a data set as it is published: an archive {@code .tar.gz} or {@code .zip} of one directory, or one file
 * compressed as {@code .gz}.
 *
 * @param address where the file is downloaded from
 * @param md5 MD5 of the file, in hexadecimal
 * @param bytes size of the file, which the progress is measured by
 */
public record PublishedFile(URI address, String md5, long bytes) {
  /** Makes a published file from its address as text. */
  public PublishedFile(String address, String md5, long bytes) {
    this(URI.create(address), md5, bytes);
  }

  /** Returns the last part of the address. */
  String name() {
    return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
  }

  /** Checks the downloaded file, and removes a wrong one, because a download cannot be resumed from it. */
  void requireMd5(Path downloaded) throws IOException {
    String found;
    try (InputStream in = Files.newInputStream(downloaded)) {
      found = DigestUtils.md5Hex(in);
    }
    if (!found.equalsIgnoreCase(md5)) {
      Files.delete(downloaded);
      throw new DataException(address + ": expected MD5 " + md5 + ", found " + found + "; the download was removed");
    }
  }
}
