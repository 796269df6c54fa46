package org.mae4j.checkpoint;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of the bytes of a file. */
final class Digest {
  private final MessageDigest sha256;

  Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds the remaining bytes of a buffer, and does not change its position. */
  Digest update(ByteBuffer bytes) {
    sha256.update(bytes.duplicate());
    return this;
  }

  /** Returns 64 lower-case hexadecimal digits. */
  String digits() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
