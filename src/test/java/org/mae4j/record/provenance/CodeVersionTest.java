package org.mae4j.record.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeVersionTest {
  @TempDir
  Path directory;

  private int git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString(), "-c", "user.name=a",
        "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath="));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }

  private void makeCheckout() throws IOException, InterruptedException {
    try {
      git("init", "-q");
    } catch (IOException e) {
      assumeTrue(false, "no git here");
    }
    Files.createDirectories(directory.resolve("src"));
    Files.writeString(directory.resolve("src/A.java"), "class A {}");
    Files.writeString(directory.resolve("pom.xml"), "<project/>");
    git("add", ".");
    assertEquals(0, git("commit", "-qm", "first"));
  }

  @Test
  void theCommitIsMarkedIfSourcesDiffer() throws IOException, InterruptedException {
    makeCheckout();
    String clean = CodeVersion.ofCheckout(directory).orElseThrow();
    assertTrue(clean.matches("[0-9a-f]{40,64}"), clean);
    Files.writeString(directory.resolve("notes.txt"), "not part of the program");
    assertEquals(Optional.of(clean), CodeVersion.ofCheckout(directory));
    Files.writeString(directory.resolve("src/B.java"), "class B {}");
    assertEquals(Optional.of(clean + "-dirty"), CodeVersion.ofCheckout(directory));
  }

  @Test
  void aDirectoryWithoutRepositoryHasNoCommit() {
    assertEquals(Optional.empty(), CodeVersion.ofCheckout(directory));
  }
}
