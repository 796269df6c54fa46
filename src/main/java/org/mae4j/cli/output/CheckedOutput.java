package org.mae4j.cli.output;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/** A standard output that keeps why a write failed, which {@link PrintStream} itself does not. */
public final class CheckedOutput extends PrintStream {
  /** The message of Java for EPIPE. */
  private static final String BROKEN_PIPE = "Broken pipe";

  private final Target target;

  /** What the stream writes to. */
  private static final class Target extends OutputStream {
    private final OutputStream out;
    private Optional<String> failure = Optional.empty();

    Target(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int count) throws IOException {
      try {
        out.write(bytes, start, count);
      } catch (IOException e) {
        failure = Optional.ofNullable(e.getMessage());
        throw e;
      }
    }
  }

  private CheckedOutput(Target target) {
    super(new BufferedOutputStream(target), true, Charset.defaultCharset());
    this.target = target;
  }

  /** Makes the standard output of this process such a stream. */
  public static void install() {
    System.setOut(to(new FileOutputStream(FileDescriptor.out)));
  }

  static CheckedOutput to(OutputStream out) {
    return new CheckedOutput(new Target(out));
  }

  /** Returns whether a write failed because the program that reads the output has ended. */
  boolean hasLostItsReader() {
    return target.failure.filter(BROKEN_PIPE::equals).isPresent();
  }
}
