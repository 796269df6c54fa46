package org.mae4j.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.backend.cuda.StubLibraries;
import org.mae4j.data.cifar.Cifar10Source;
import org.mae4j.data.idx.KmnistSource;
import org.mae4j.data.idx.MnistSource;
import org.mae4j.doctor.Finding.Severity;
import org.mae4j.record.provenance.Machine;
import org.mae4j.record.provenance.Nd4jEnvironment;

/** Tests that the doctor finds all known problems and reports no others. */
class DoctorTest {
  private static final int CIFAR_FILE = 30_730_000;

  @TempDir
  private Path directory;

  @Test
  void problemsFollowTheirFindings() {
    assertEquals("""
        ND4J   1.0
        fonts  none
               BROKEN: install some
        disk   5 GB
               hint: little

        broken: 1; hints: 1""", new Diagnosis(List.of(Finding.fine("ND4J", "1.0"),
        Finding.broken("fonts", "none", "install some"), Finding.hint("disk", "5 GB", "little"))).text(80));
  }

  @Test
  void linesFitTheTerminal() {
    assertEquals("""
        fonts  12 of them
               hint: add
               more

        everything that mae4j needs works; hints: 1""",
        new Diagnosis(List.of(Finding.hint("fonts", "12 of them", "add more"))).text(18));
  }

  /** A driver for CUDA 11.4 is a problem only for those who ask for a GPU. */
  @Test
  void namesTheGpuOrWhyThereIsNone() throws Exception {
    Path user = Files.createDirectories(directory.resolve("user/cuda"));
    Map<String, String> environment =
        new HashMap<>(StubLibraries.oneGpu(user));
    environment.put("HOME", user.getParent().toString());
    Finding found = Doctor.gpu(environment, true);
    assertEquals("Stub, compute capability 9.0, 5.00 GB; driver for CUDA 13.0; NVRTC: ~/cuda/libnvrtc.so.13; cuBLAS: "
        + "~/cuda/libcublas.so.13; free memory: 4.20 GB", found.found());
    assertTrue(Doctor.gpu(environment, false).found().endsWith("; not used, ./mae4j --gpu COMMAND uses it"));
    Map<String, String> old = StubLibraries.environment(Files.createDirectories(directory.resolve("old")), 1, 11_040,
        90, StubLibraries.all());
    assertEquals(Severity.BROKEN, Doctor.gpu(old, true).severity());
    assertEquals(Severity.FINE, Doctor.gpu(old, false).severity());
  }

  @Test
  void hintsDoNotMakeADiagnosisUnhealthy() {
    Diagnosis well = new Diagnosis(List.of(Finding.fine("a", "b"), Finding.hint("c", "d", "e")));
    assertTrue(well.isHealthy());
    assertTrue(well.text(80).endsWith("everything that mae4j needs works; hints: 1"), well.text(80));
    assertFalse(new Diagnosis(List.of(Finding.broken("a", "b", "c"))).isHealthy());
  }

  @Test
  void warnsAboutProcessorWithoutWideVectors() {
    assertEquals(Severity.FINE, Doctor.processor(machine("avx2", "fma"), 2).severity());
    assertEquals(Severity.FINE, Doctor.processor(machine("asimd"), 2).severity());
    Finding old = Doctor.processor(machine("avx"), 2);
    assertEquals(Severity.HINT, old.severity());
    assertEquals("A 1; 2 cores, 4 logical processors; avx", old.found());
  }

  @Test
  void findsLibrariesThatUseAllCores() {
    Finding alone = Doctor.nd4j(engine(1, 1, "Haswell"), machine("avx2"));
    assertEquals(Severity.FINE, alone.severity());
    assertEquals("1.0, backend CPU; BLAS OPENBLAS 0.3, threads: 1, OPENBLAS_CORETYPE=Haswell; OpenMP threads: 1",
        alone.found());
    assertEquals(Severity.HINT, Doctor.nd4j(engine(2, 1, ""), machine("avx2")).severity());
    assertEquals(Severity.HINT, Doctor.nd4j(engine(1, 2, ""), machine("avx2")).severity());
  }

  @Test
  void findsKernelsWithoutTheVectorsOfTheProcessor() {
    Finding narrow = Doctor.nd4j(engine(1, 1, "Haswell"), machine("avx2", "avx512f"));
    assertEquals(Severity.HINT, narrow.severity());
    assertTrue(narrow.problem().orElseThrow().startsWith("OPENBLAS_CORETYPE=Haswell keeps OpenBLAS from using AVX-512"),
        narrow.toString());
    assertEquals(Severity.FINE, Doctor.nd4j(engine(1, 1, "SkylakeX"), machine("avx2", "avx512f")).severity());
    assertEquals(Severity.FINE, Doctor.nd4j(engine(1, 1, ""), machine("avx2", "avx512f")).severity());
    Nd4jEnvironment cuda = new Nd4jEnvironment("1.0", "CUDA", "CUBLAS", OptionalInt.of(1), OptionalInt.of(1), "0.3",
        Optional.of("Haswell"), "0");
    assertEquals(Severity.FINE, Doctor.nd4j(cuda, machine("avx2", "avx512f")).severity());
  }

  @Test
  void findsMissingFonts() {
    assertEquals(Severity.FINE, EnvironmentCheck.fonts(() -> 3).severity());
    assertTrue(isBroken(EnvironmentCheck.fonts(() -> 0), "apt install fontconfig"));
    assertTrue(isBroken(EnvironmentCheck.fonts(() -> {
      throw new InternalError("Fontconfig head is null");
    }), "apt install fontconfig"));
    assertTrue(isBroken(EnvironmentCheck.fonts(() -> {
      throw new UnsatisfiedLinkError("libfreetype.so.6");
    }), "apt install fontconfig"));
  }

  @Test
  void acceptsCompleteCifar10() throws IOException {
    Finding found = EnvironmentCheck.data(new Cifar10Source(), Optional.of(cifar()));
    assertEquals(Finding.fine("CIFAR-10", "in MAE4J_CIFAR10, complete"), found);
  }

  @Test
  void findsTheFolderThatTheArchiveUnpacksTo() throws IOException {
    Path parent = Files.createDirectory(directory.resolve("data"));
    Files.move(cifar(), parent.resolve("cifar-10-batches-bin"));
    assertEquals(Finding.fine("CIFAR-10", "in MAE4J_CIFAR10, complete"),
        EnvironmentCheck.data(new Cifar10Source(), Optional.of(parent)));
  }

  @Test
  void reportsMissingAndTruncatedFilesOfCifar10() throws IOException {
    Path data = cifar();
    Files.delete(data.resolve("data_batch_2.bin"));
    Files.write(data.resolve("test_batch.bin"), new byte[1000]);
    Finding found = EnvironmentCheck.data(new Cifar10Source(), Optional.of(data));
    assertTrue(isBroken(found,
        "data_batch_2.bin is missing; test_batch.bin has 1000 bytes, expected " + CIFAR_FILE), found.toString());
    assertFalse(found.toString().contains(directory.toString()), "directories are private");
  }

  @Test
  void setsThatAreNotOnTheMachineAreNamedInOneLine() throws IOException {
    Path data = cifar();
    List<Finding> found = EnvironmentCheck.data(List.of(new Cifar10Source(), new KmnistSource(), new MnistSource()),
        Map.of("MAE4J_CIFAR10", data.toString())::get);
    assertEquals(List.of(Finding.fine("CIFAR-10", "in MAE4J_CIFAR10, complete"), Finding.fine("data sets",
        "not on this machine: kmnist, mnist; ./mae4j data NAME downloads one")), found);
  }

  @Test
  void reportsMissingDirectory() {
    assertTrue(isBroken(EnvironmentCheck.data(new Cifar10Source(), Optional.of(directory.resolve("none"))),
        "no such directory"));
  }

  @Test
  void findsUnwritableDirectory() throws IOException {
    assertEquals(Severity.FINE, EnvironmentCheck.disk(directory.resolve("a/runs"), 0).severity());
    assertEquals(Severity.HINT, EnvironmentCheck.disk(directory.resolve("runs"), Long.MAX_VALUE).severity());
    Path file = Files.createFile(directory.resolve("file"));
    assertTrue(isBroken(EnvironmentCheck.disk(file.resolve("runs"), 0), "the directory is not writable"));
  }

  private static boolean isBroken(Finding finding, String problem) {
    return finding.severity() == Severity.BROKEN && finding.problem().orElse("").contains(problem);
  }

  private static Machine machine(String... features) {
    return new Machine("Linux", Optional.of("A 1"), List.of(features), 4, 1L << 34, 1L << 31);
  }

  private static Nd4jEnvironment engine(int blasThreads, int ompThreads, String coreType) {
    return new Nd4jEnvironment("1.0", "CPU", "OPENBLAS", OptionalInt.of(blasThreads), OptionalInt.of(ompThreads), "0.3",
        Optional.of(coreType).filter(type -> !type.isEmpty()), "00");
  }

  /** Creates sparse files of the right size. */
  private Path cifar() throws IOException {
    Path data = Files.createDirectory(directory.resolve("cifar"));
    for (String name : List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5",
        "test_batch")) {
      try (RandomAccessFile file = new RandomAccessFile(data.resolve(name + ".bin").toFile(), "rw")) {
        file.setLength(CIFAR_FILE);
      }
    }
    return data;
  }
}
