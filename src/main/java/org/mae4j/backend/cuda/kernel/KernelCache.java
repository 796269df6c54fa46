package org.mae4j.backend.cuda.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.mae4j.base.file.IoMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled sources in the files of a directory: the code, then its SHA-256. A damaged file is written again. If the
 * directory cannot be used, each start compiles.
 */
public final class KernelCache {
  private static final Logger LOG = LoggerFactory.getLogger(KernelCache.class);
  private static final int DIGEST_BYTES = 32;

  private final Path directory;
  private boolean reported;

  public KernelCache(Path directory) {
    this.directory = directory;
  }

  /**
   * Returns the code of a file, which is compiled and written if the file is missing or damaged.
   *
   * @param file name that is different for different code
   */
  byte[] get(String file, Supplier<byte[]> compiler) {
    Optional<byte[]> kept = read(directory.resolve(file));
    if (kept.isPresent()) {
      return kept.get();
    }
    byte[] code = compiler.get();
    write(directory.resolve(file), code);
    return code;
  }

  private Optional<byte[]> read(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      byte[] code = Arrays.copyOf(content, Math.max(0, content.length - DIGEST_BYTES));
      return Arrays.equals(content, withDigest(code)) ? Optional.of(code) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      report(e);
      return Optional.empty();
    }
  }

  private static byte[] withDigest(byte[] code) {
    byte[] content = Arrays.copyOf(code, code.length + DIGEST_BYTES);
    System.arraycopy(DigestUtils.sha256(code), 0, content, code.length, DIGEST_BYTES);
    return content;
  }

  private void write(Path file, byte[] code) {
    try {
      Files.createDirectories(directory);
      // A new name each time, because other processes may write the same file.
      Path temporary = Files.createTempFile(directory, file.getFileName() + ".", ".tmp");
      try {
        Files.write(temporary, withDigest(code));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      report(e);
    }
  }

  private void report(IOException e) {
    if (!reported) {
      LOG.warn("{}: compiled kernels cannot be kept, so each start compiles them: {}", directory,
          IoMessage.problem(e));
      reported = true;
    }
  }
}
