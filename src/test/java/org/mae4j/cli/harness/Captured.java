package org.mae4j.cli.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mae4j.cli.Mae4j;

/**
 * The result of a command line that ran in this process.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
public record Captured(int code, String out, String err) {
  /** Runs a command line that must succeed. */
  public static Captured success(Object... words) {
    Captured done = run(words);
    assertEquals(0, done.code(), done.err());
    return done;
  }

  public static synchronized Captured run(Object... words) {
    String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = Mae4j.execute(args);
      return new Captured(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  /** Returns the standard output as JSON. */
  public JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError(out, e);
    }
  }
}
