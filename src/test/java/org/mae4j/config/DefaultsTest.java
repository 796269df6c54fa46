package org.mae4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.testing.Tiny;

/** Tests the shipped configurations. */
class DefaultsTest {
  @Test
  void everyKeyOutsideOfExtensionsHasDefault() {
    Set<String> keys = new TreeSet<>(ConfigRenderer.values(ConfigLoader.byDefault()).keySet());
    Set<String> defaults = new TreeSet<>();
    ConfigLoader.defaults().toConfig().entrySet().stream().map(Map.Entry::getKey).forEach(defaults::add);
    List<String> choices = keys.stream().filter(key -> key.endsWith(".kind")).map(key -> key.replace(".kind", ""))
        .toList();
    choices.stream().filter(defaults::remove).forEach(choice -> defaults.add(choice + ".kind"));
    assertEquals(Set.of(), defaults.stream().filter(key -> !keys.contains(key)).collect(Collectors.toSet()));
    keys.removeIf(key -> choices.stream().anyMatch(choice -> key.startsWith(choice + ".") && !key.endsWith(".kind")));
    keys.remove("evaluations");
    assertEquals(Set.of(), keys.stream().filter(key -> !defaults.contains(key)).collect(Collectors.toSet()));
  }

  @Test
  void everyDefaultIsExplained() {
    Map<String, Boolean> explained = new TreeMap<>();
    ConfigLoader.defaults().toConfig().entrySet().forEach(entry -> {
      String name = entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1);
      explained.merge(name, !entry.getValue().origin().comments().isEmpty(), Boolean::logicalOr);
    });
    assertEquals(List.of(), explained.keySet().stream().filter(name -> !explained.get(name)).toList());
  }

  static Stream<Path> files() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of("conf"))) {
      files = all.filter(path -> path.toString().endsWith(".conf")).sorted().toList();
    }
    assertFalse(files.isEmpty());
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileHasItsNameAndCommand(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".conf", "");
    assertEquals(name, ConfigLoader.load(file, List.of()).name());
    assertTrue(
        Pattern.compile("# Command:  \\./mae4j (--gpu )?run conf/" + name + "\\.conf").matcher(Files.readString(file))
            .find());
  }

  @Test
  void studyMatchesItsDescription() {
    ExperimentConfig study = ConfigLoader.load(Path.of("conf/cifar10-seed.conf"), List.of());
    assertEquals(new TransformerConfig(192, 12, 3, 4), study.model().encoder());
    assertEquals(new TransformerConfig(192, 4, 3, 4), study.model().decoder().settings());
    assertEquals(2, study.model().patch());
    assertEquals(64, study.model().visiblePatches(study.data().image()));
    assertEquals(330, study.pretrain().epochs());
    assertEquals(Tiny.NO_AUGMENTATION, study.pretrain().augment());
    assertEquals(Tiny.NO_AUGMENTATION, study.finetune().augment());
  }
}
