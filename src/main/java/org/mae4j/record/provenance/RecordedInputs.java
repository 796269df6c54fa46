package org.mae4j.record.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The seeds and the images that a command computes from.
 *
 * @param seeds seeds by their use
 * @param dataDigests SHA-256 digests by the name of the split; empty if the command reads no images
 * @param imageCounts numbers of images by the name of the split; empty if the command reads no images
 */
public record RecordedInputs(Map<String, Long> seeds, Map<String, String> dataDigests,
    Map<String, Integer> imageCounts) {

  public RecordedInputs {
    seeds = new TreeMap<>(seeds);
    dataDigests = new TreeMap<>(dataDigests);
    imageCounts = new TreeMap<>(imageCounts);
  }

  void addTo(ObjectNode json) {
    ProvenanceKey.SEEDS.put(json, seeds);
    ProvenanceKey.DATA_DIGESTS.put(json, dataDigests);
    ProvenanceKey.IMAGE_COUNTS.put(json, imageCounts);
  }
}
