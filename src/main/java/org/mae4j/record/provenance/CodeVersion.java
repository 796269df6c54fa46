package org.mae4j.record.provenance;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The version of the running mae4j. */
public final class CodeVersion {
  private static final long GIT_SECONDS = 10;

  private CodeVersion() {}

  /** Asks git once, because the code of a process does not change. */
  private static final class Running {
    private static final String VERSION = checkout().flatMap(CodeVersion::ofCheckout)
        .orElse(Optional.ofNullable(CodeVersion.class.getPackage().getImplementationVersion()).orElse("unknown"));
  }

  /**
   * Returns the commit of the checkout that the program was built in, followed by {@code -dirty} if sources differ from
   * the commit. Outside a checkout, returns the version of the jar, or {@code unknown}.
   */
  public static String current() {
    return Running.VERSION;
  }

  /** Returns the version of the checkout at {@code root}; empty if git cannot read it. */
  static Optional<String> ofCheckout(Path root) {
    Optional<String> commit = git(root, "rev-parse", "HEAD");
    Optional<String> changes = git(root, "status", "--porcelain", "--", "pom.xml", "src");
    return commit.flatMap(id -> changes.map(list -> list.isEmpty() ? id : id + "-dirty"));
  }

  /** Returns the directory two levels above {@code target/classes} or the jar in {@code target}, if it is a checkout. */
  private static Optional<Path> checkout() {
    try {
      Path code = Path.of(CodeVersion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Optional.ofNullable(code.getParent()).map(Path::getParent)
          .filter(root -> Files.exists(root.resolve(".git")) && Files.exists(root.resolve("pom.xml")));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the output of git; empty if git is missing or fails. */
  private static Optional<String> git(Path root, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "--no-optional-locks", "-C", root.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean done = process.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      return done ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
