package org.mae4j.data.idx;

import java.util.List;

/** Kuzushiji-MNIST (<a href="https://codh.rois.ac.jp/kmnist/">Clanuwat and others</a>): cursive Japanese letters. */
public final class KmnistSource extends PublishedIdxSource {
  /** Makes the source of the published data set. */
  public KmnistSource() {
    super(new Published("kmnist", "Kuzushiji-MNIST", files("http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
        List.of("bdb82020997e1d708af4cf47b453dcf7", "e144d726b3acfaa3e44228e80efcd344",
            "5c965bf0a639b31b8f53240b1b52f4d7", "7320c461ea6c1c855c0b718fb2a4b134"),
        List.of(18_165_135L, 29_497L, 3_041_136L, 5_120L)),
        List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")));
  }
}
