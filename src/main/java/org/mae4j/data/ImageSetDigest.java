package org.mae4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** The SHA-256 of a set of images. */
record ImageSetDigest(ImageSet images) {
  /** Returns the digest in hexadecimal. It is computed once for each selection of images that a file keeps. */
  String hex() {
    return images.pixels().identity().map(identity -> images.pixels().remembered(selection(identity), this::computed))
        .orElseGet(this::computed);
  }

  private String computed() {
    MessageDigest sha = heading();
    for (int i = 0; i < images.size(); i++) {
      sha.update(images.values(i));
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Returns the digest of what selects the images from a store. */
  private String selection(String identity) {
    MessageDigest sha = heading();
    sha.update(identity.getBytes(StandardCharsets.UTF_8));
    ByteBuffer places = ByteBuffer.allocate(images.size() * Integer.BYTES);
    places.asIntBuffer().put(images.places());
    sha.update(places);
    return HexFormat.of().formatHex(sha.digest());
  }

  private MessageDigest heading() {
    MessageDigest sha = DigestUtils.getSha256Digest();
    sha.update(ByteBuffer.allocate(4 * Integer.BYTES).putInt(images.shape().channels())
        .putInt(images.shape().height()).putInt(images.shape().width()).putInt(images.size()).array());
    sha.update((String.join("\n", images.classNames()) + "\n").getBytes(StandardCharsets.UTF_8));
    sha.update(labels());
    return sha;
  }

  /** Returns one byte per label where that is enough, as versions did that knew no more than 256 classes. */
  private byte[] labels() {
    boolean bytes = images.classNames().size() <= 1 << Byte.SIZE && images.isLabeled();
    ByteBuffer labels = ByteBuffer.allocate(images.size() * (bytes ? Byte.BYTES : Integer.BYTES));
    for (int i = 0; i < images.size(); i++) {
      if (bytes) {
        labels.put((byte) images.label(i));
      } else {
        labels.putInt(images.label(i));
      }
    }
    return labels.array();
  }
}
