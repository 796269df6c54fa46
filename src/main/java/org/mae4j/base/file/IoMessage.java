package org.mae4j.base.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Messages for failures of the file system. The messages of Java itself are often no more than the name of a file. */
public final class IoMessage {
  private IoMessage() {}

  /** Returns one line with the file, if it is known, and the problem. */
  public static String of(IOException e) {
    return (e instanceof FileSystemException failure ? failure.getFile() + ": " : "") + problem(e);
  }

  /** Returns the problem alone, for a line that names the file itself. */
  public static String problem(IOException e) {
    if (e instanceof FileSystemException failure) {
      return reason(failure);
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
