package org.mae4j.experiment.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProgressBarDisplayTest {
  private static final String CLEAR = "\r\033[K";
  private static final List<String> PARTS = List.of("0:01:12 left", "123/300", "epoch 2/5", "loss 0.1234",
      "rate 1.0e-03", "557 images/s", "reading and augmenting");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final AtomicInteger columns = new AtomicInteger(80);
  private final TerminalLine line =
      new TerminalLine(new PrintStream(written, true, StandardCharsets.UTF_8), columns::get);

  @Test
  void theLineHasThePartsThatFit() {
    String bar = "pretrain  41 % [========>           ] 0:01:12 left, 123/300";
    assertEquals(bar + ", epoch 2/5", ProgressBarLine.of("pretrain  41 % ", 0.41, PARTS, 79));
    assertEquals(bar + ", epoch 2/5, loss 0.1234, rate 1.0e-03",
        ProgressBarLine.of("pretrain  41 % ", 0.41, PARTS, 99));
    assertEquals(bar + ", epoch 2/5, loss 0.1234, rate 1.0e-03, 557 images/s, reading and augmenting",
        ProgressBarLine.of("pretrain  41 % ", 0.41, PARTS, 139));
  }

  @Test
  void aNarrowTerminalHasNoBar() {
    assertEquals("pretrain  41 % 0:01:12 left", ProgressBarLine.of("pretrain  41 % ", 0.41, PARTS, 40));
    assertEquals("pretrain  41 % 0:01…", ProgressBarLine.of("pretrain  41 % ", 0.41, PARTS, 20));
  }

  @Test
  void aResizeChangesTheNextLine() {
    assertEquals(79, line.getMaxRenderedLength());
    columns.set(140);
    assertEquals(139, line.getMaxRenderedLength());
  }

  @Test
  void aLineThatWasClearedIsNotPrintedAgain() {
    line.accept("pretrain 100 %");
    line.clear();
    line.accept("pretrain 100 %");
    line.close();
    assertEquals("\rpretrain 100 %\033[K" + CLEAR, written());
  }

  @Test
  void theBarVanishesWhenTheTaskEnds() {
    try (Progress progress = new ProgressBarDisplay("probe", 2, line)) {
      progress.at(1, "epoch 1/2");
      progress.at(2, "epoch 2/2");
      progress.say("a line of the log");
    }
    assertTrue(written().contains("probe 100 % [====================] 0:00:00 left, 2/2, epoch 2/2\033[K" + CLEAR),
        written());
    assertTrue(written().endsWith(CLEAR), written());
    assertEquals(1, written().split("100 %", -1).length - 1, "the finished bar is printed once");
  }

  /** The library draws the bar in a thread of its own. */
  @Test
  void theBarIsNotDrawnBeforeAMessageIsPrinted() throws InterruptedException {
    Thread bar = new Thread(() -> line.accept("pretrain 42 %"));
    line.accept("pretrain 41 %");
    line.printAbove(() -> {
      bar.start();
      while (bar.getState() != Thread.State.BLOCKED && bar.isAlive()) {
        Thread.onSpinWait();
      }
      written.writeBytes("a line\n".getBytes(StandardCharsets.UTF_8));
    });
    bar.join();
    assertEquals("\rpretrain 41 %\033[K" + CLEAR + "a line\n\rpretrain 42 %\033[K", written());
  }

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
