package org.mae4j.record.provenance;

/** The Java runtime of this process. */
public final class JavaRuntime {
  private JavaRuntime() {}

  /** Returns the version, the vendor and the virtual machine. */
  public static String describe() {
    return System.getProperty("java.version") + ", " + System.getProperty("java.vendor") + ", "
        + System.getProperty("java.vm.name");
  }
}
