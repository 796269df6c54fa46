package org.mae4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.mae4j.cli.Main;

class ArchitectureTest {
  /** Each may depend on those before it. */
  private static final List<String> PACKAGES = List.of(
      "base", "config", "data", "backend", "ops", "engine", "model", "checkpoint", "train", "eval", "record", "plot",
      "report",
      "experiment", "library", "doctor", "bench", "sweep", "replication", "ui", "cli");

  /** ArchUnit's own option knows tests by where Maven puts them by default. */
  private static final ImportOption NO_TESTS = location -> !location.contains("/test-classes/");

  private static final JavaClasses CLASSES =
      new ClassFileImporter(List.of(NO_TESTS)).importPackages("org.mae4j");

  @ParameterizedTest
  @FieldSource("PACKAGES")
  void packagesDependOneWay(String name) {
    String[] later = PACKAGES.subList(PACKAGES.indexOf(name) + 1, PACKAGES.size()).stream()
        .map(ArchitectureTest::all).toArray(String[]::new);
    noClasses().that().resideInAPackage(all(name)).should().dependOnClassesThat().resideInAnyPackage(later)
        .check(CLASSES);
  }

  @Test
  void everyPackageIsInTheOrder() {
    classes().should().resideInAnyPackage(PACKAGES.stream().map(ArchitectureTest::all).toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.mae4j.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses().that().doNotHaveFullyQualifiedName(Main.class.getName()).should()
        .callMethod(System.class, "exit", int.class).orShould().callMethod(Runtime.class, "exit", int.class)
        .check(CLASSES);
  }

  /** Without the shutdown that {@code Main} leaves to Java: what a second signal asks for. */
  @Test
  void onlySignalsHaltTheProcess() {
    noClasses().that().doNotHaveFullyQualifiedName("org.mae4j.experiment.run.StopSignals").should()
        .callMethod(Runtime.class, "halt", int.class).check(CLASSES);
  }

  @Test
  void nothingIsSerializedByJava() {
    noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class)
        .orShould().dependOnClassesThat().areAssignableTo(ObjectOutputStream.class).check(CLASSES);
  }

  /** Files, messages and names of files must not depend on the language of the machine. */
  @Test
  void nothingIsFormattedByTheLocaleOfTheMachine() {
    Class<?>[] format = {String.class, Object[].class};
    noClasses().should().callMethod(String.class, "format", format)
        .orShould().callMethod(String.class, "formatted", Object[].class)
        .orShould().callMethod(String.class, "toLowerCase").orShould().callMethod(String.class, "toUpperCase")
        .orShould().callMethod(PrintStream.class, "printf", format)
        .orShould().callMethod(PrintStream.class, "format", format)
        .orShould().callMethod(PrintWriter.class, "printf", format)
        .orShould().callMethod(PrintWriter.class, "format", format)
        .orShould().callMethod(DateTimeFormatter.class, "ofPattern", String.class)
        .orShould().callConstructor(DecimalFormat.class).orShould().callConstructor(DecimalFormat.class, String.class)
        .orShould().callConstructor(SimpleDateFormat.class, String.class)
        .orShould().callConstructor(Formatter.class).orShould().callMethod(NumberFormat.class, "getInstance")
        .check(CLASSES);
  }

  /** The layers of Deeplearning4j's page keep the names that the page shows. */
  @Test
  void everySimpleNameIsOneType() {
    Map<String, List<String>> names = CLASSES.stream().map(JavaClass::getName)
        .filter(name -> !name.contains("DisplayLayer$")).filter(name -> !name.matches(".*\\$\\d.*"))
        .filter(name -> !name.endsWith("package-info"))
        .collect(
            Collectors.groupingBy(name -> name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1)));
    names.values().removeIf(types -> types.size() == 1);
    assertEquals(Map.of(), names);
  }

  private static String all(String name) {
    return "org.mae4j." + name + "..";
  }
}
