package org.mae4j.data.idx;

import java.util.List;

/** Fashion-MNIST (<a href="https://github.com/zalandoresearch/fashion-mnist">Xiao and others</a>): clothes. */
public final class FashionMnistSource extends PublishedIdxSource {
  /** Makes the source of the published data set. */
  public FashionMnistSource() {
    super(new Published("fashion-mnist", "Fashion-MNIST",
        files("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            List.of("8d4fb7e6c68d591d4c3dfef9ec88bf0d", "25c81989df183df01b3e8a0aad5dffbe",
                "bef4ecab320f06d8554ea6380940ec79", "bb300cfdad3c16e7a12a480ee83cd310"),
            List.of(26_421_880L, 29_515L, 4_422_102L, 5_148L)),
        List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
            "Ankle boot")));
  }
}
