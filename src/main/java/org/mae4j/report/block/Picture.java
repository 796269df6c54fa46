package org.mae4j.report.block;

import java.util.Base64;

/**
 * A picture that is embedded in the page.
 *
 * @param source data URI
 * @param alt description for screen readers
 */
public record Picture(String source, String alt) {
  /** Returns a PNG picture. */
  public static Picture of(byte[] png, String alt) {
    return new Picture("data:image/png;base64," + Base64.getEncoder().encodeToString(png), alt);
  }
}
