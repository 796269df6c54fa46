package org.mae4j.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Failures of the file system in words; Java's own messages are often the file's name alone. */
public final class IoMessage {
  private IoMessage() {}

  /** One line: the file, where known, and what is wrong with it. */
  public static String of(IOException e) {
    if (e instanceof FileSystemException failure) {
      return failure.getFile() + ": " + reason(failure);
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
  }
}
