package org.mae4j.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShellCommandTest {
  @Test
  void namesTheLauncherAsItWasCalled() {
    System.setProperty("mae4j.command", "/opt/my tools/mae4j");
    try {
      assertEquals("'/opt/my tools/mae4j' resume 'my run'", ShellCommand.mae4j("resume", "my run"));
    } finally {
      System.clearProperty("mae4j.command");
    }
    assertEquals("./mae4j resume runs/a", ShellCommand.mae4j("resume", "runs/a"));
  }
}
