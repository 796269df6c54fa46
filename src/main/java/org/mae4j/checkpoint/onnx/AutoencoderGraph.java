package org.mae4j.checkpoint.onnx;

import static org.mae4j.checkpoint.onnx.OnnxGraph.attribute;

import java.util.List;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;

/**
 * The autoencoder with its mask: noise chooses the visible patches, as in the public MAE, and predictions are put into
 * the order of the image.
 */
record AutoencoderGraph(OnnxExport export, OnnxGraph graph) {

  void add() {
    PatchGrid grid = export.grid();
    MaskShape mask = MaskShape.of(1, export.config(), grid);
    GraphTranslator translator = export.translator(graph, images -> MaskedAutoencoder.reconstruction(
        export.parameters(), export.config(), grid, new MaskShape(images, mask.visible(), mask.masked())));
    String order = ascending(graph.input(OnnxExport.NOISE, grid.patches())); // [B, N]
    String places = ascending(order); // [B, N]: the inverse permutation
    translator.feed(MaskedAutoencoder.VISIBLE, part(order, 0, mask.visible()));
    translator.feed(MaskedAutoencoder.MASKED, part(order, mask.visible(), grid.patches()));
    String masked = graph.node("GreaterOrEqual", "masked", List.of(places, graph.constants().integer(mask.visible())));
    graph.output(OnnxExport.PATCHES, patches(translator, places), grid.patches(), grid.patchSize());
    graph.output(OnnxExport.MASK, graph.node("Cast", "mask.float", List.of(masked), attribute("to",
        OnnxConstants.type(export.parameters().type()))), grid.patches());
  }

  /** Adds the predicted patches in the order of the image, {@code [B, N, P]}. */
  private String patches(GraphTranslator translator, String places) {
    PatchGrid grid = export.grid();
    String predicted = graph.node("Reshape", "prediction.byImage",
        List.of(translator.translate(MaskedAutoencoder.PREDICTION),
            graph.constants().integers(-1, grid.patches(), grid.patchSize())));
    // [B, N, 1]
    String indices = graph.node("Unsqueeze", "places.indices", List.of(places, graph.constants().integers(2)));
    String sorted = graph.node("GatherND", "prediction.sorted", List.of(predicted, indices),
        attribute("batch_dims", 1));
    return export.config().normalizeTargets() ? sorted
        : export.units().denormalized(graph, sorted, grid.patchSize());
  }

  /** Returns the indices that sort each row, {@code [B, N]}. */
  private String ascending(String rows) {
    return graph.nodes("TopK", "order", 2, List.of(rows, graph.constants().integers(export.grid().patches())),
        attribute("largest", 0), attribute("axis", -1)).get(1);
  }

  private String part(String rows, int from, int to) {
    return graph.node("Slice", "order.part",
        List.of(rows, graph.constants().integers(from), graph.constants().integers(to), graph.constants().integers(1)));
  }
}
