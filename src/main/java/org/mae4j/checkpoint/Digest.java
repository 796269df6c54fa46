package org.mae4j.checkpoint;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the bytes of a file. */
final class Digest {
  private final MessageDigest sha256;

  Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds the remaining bytes, and leaves the buffer's position where it is. */
  Digest update(ByteBuffer bytes) {
    sha256.update(bytes.duplicate());
    return this;
  }

  /** 64 hexadecimal digits in lower case. */
  String digits() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
