package org.mae4j.backend.cuda.library;

/** A version of CUDA, such as 12.6. */
public record CudaVersion(int major, int minor) implements Comparable<CudaVersion> {
  @Override
  public int compareTo(CudaVersion other) {
    return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
