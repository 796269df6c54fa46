package org.mae4j.report.block;

import java.util.Base64;

/**
 * A picture in the page itself.
 *
 * @param source data URI
 * @param alt what it shows, for those who do not see it
 */
public record Picture(String source, String alt) {
  public static Picture of(byte[] png, String alt) {
    return new Picture("data:image/png;base64," + Base64.getEncoder().encodeToString(png), alt);
  }
}
