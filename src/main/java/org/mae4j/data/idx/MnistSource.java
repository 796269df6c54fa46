package org.mae4j.data.idx;

import java.util.List;
import java.util.stream.IntStream;

/** MNIST (<a href="http://yann.lecun.com/exdb/mnist/">LeCun, Cortes and Burges</a>): handwritten digits. */
public final class MnistSource extends PublishedIdxSource {
  /** Makes the source of the published data set. The page of MNIST itself does not serve its files any more. */
  public MnistSource() {
    super(new Published("mnist", "MNIST", files("https://ossci-datasets.s3.amazonaws.com/mnist/",
        List.of("f68b3c2dcbeaaa9fbdd348bbdeb94873", "d53e105ee54ea40749a09fcbcd1e9432",
            "9fb629c4189551a2d022fa330f9573f3", "ec29112dd5afa0611ce80d1b7f02629c"),
        List.of(9_912_422L, 28_881L, 1_648_877L, 4_542L)),
        IntStream.range(0, 10).mapToObj(Integer::toString).toList()));
  }
}
