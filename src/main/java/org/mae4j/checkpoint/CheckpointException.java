package org.mae4j.checkpoint;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.mae4j.base.UserException;

/**
 * An exception for a checkpoint that cannot be read, written or used. The message is one line that begins with the file.
 */
public final class CheckpointException extends UserException {
  private static final long serialVersionUID = 1L;
  /** Limits the length of a message: a hostile file may have names of megabytes. */
  private static final int LONGEST_LINE = 600;

  /** @param problem what is wrong with {@code file}: what was expected and what was found */
  public CheckpointException(Path file, String problem) {
    super(line(file + ": " + problem));
  }

  /** @param task what failed */
  public CheckpointException(Path file, String task, IOException cause) {
    super(line(file + ": " + task + ": " + reason(cause)), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
