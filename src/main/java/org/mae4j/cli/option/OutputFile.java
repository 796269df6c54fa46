package org.mae4j.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.mae4j.base.UserException;
import org.mae4j.base.file.IoMessage;

/**
 * A file that an option names for the output of a command. The command checks it before it does any work, so that
 * nothing is replaced by mistake and no work is lost.
 *
 * @param option option that names the file, such as {@code --out}
 */
record OutputFile(String option, Path path) {

  /**
   * Checks that the command may write the file.
   *
   * @param force whether an existing file may be replaced
   * @param inputs files that the command reads, and directories whose files it may read; none of them is ever replaced
   * @return the file
   * @throws UserException if it is a directory, or no regular file, or an input, or exists without {@code force}, or
   *     cannot be created
   */
  Path require(boolean force, List<Path> inputs) throws IOException {
    if (path.toString().isEmpty()) {
      throw new UserException(option + ": is empty; name a file");
    }
    if (Files.isDirectory(path)) {
      throw mistake("is a directory; name a file");
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      requireReplaceable(force, inputs);
    }
    requireWritable();
    return path;
  }

  private void requireReplaceable(boolean force, List<Path> inputs) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw mistake("is not a regular file; name another file");
    }
    for (Path input : inputs) {
      if (Files.exists(path) && Files.exists(input) && isIn(input)) {
        throw mistake(Files.isDirectory(input) ? "belongs to " + input + ", which this command reads; name another file"
            : "is read by this command; name another file");
      }
    }
    if (!force) {
      throw mistake("exists already; name another file, or replace it with --force");
    }
  }

  private boolean isIn(Path input) throws IOException {
    return path.toRealPath().startsWith(input.toRealPath()) || Files.isSameFile(path, input);
  }

  /** Creates a file beside it and deletes that again: permissions alone do not tell whether a disk can be written. */
  private void requireWritable() {
    Path folder = path.toAbsolutePath().normalize().getParent();
    if (!Files.isDirectory(folder)) {
      throw mistake("cannot be written, because the directory " + folder + " does not exist; create it first");
    }
    try {
      Files.delete(Files.createTempFile(folder, ".mae4j", ".tmp"));
    } catch (IOException e) {
      throw mistake("cannot be written: " + IoMessage.problem(e));
    }
  }

  private UserException mistake(String problem) {
    return new UserException(option + ": " + path + " " + problem);
  }
}
