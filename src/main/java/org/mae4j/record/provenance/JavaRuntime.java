package org.mae4j.record.provenance;

/** The Java that runs this program. */
public final class JavaRuntime {
  private JavaRuntime() {}

  /** Version, vendor and virtual machine. */
  public static String describe() {
    return System.getProperty("java.version") + ", " + System.getProperty("java.vendor") + ", "
        + System.getProperty("java.vm.name");
  }
}
