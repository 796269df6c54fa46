package org.mae4j.cli.option.pages;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes the value of an option from {@code --option=value} only. The word after an option without a value belongs to the
 * command; the value is then empty.
 */
final class AttachedValue implements IParameterPreprocessor {
  private static final String SEPARATOR = "separator";
  private static final String ATTACHED = "=";

  @Override
  @SuppressWarnings("JdkObsolete") // the stack is picocli's
  public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (!ATTACHED.equals(info.get(SEPARATOR))) {
      words.push("");
    }
    return false;
  }
}
