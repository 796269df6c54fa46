package org.mae4j.record.tensorboard;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.nd4j.shade.protobuf.UnknownFieldSet;

/**
 * Encodes the messages of TensorBoard's page HParams by field number. Source: {@code plugin_data.proto} and
 * {@code api.proto} in {@code tensorboard/plugins/hparams}, and {@code struct.proto} of Protocol Buffers:
 * <pre>
 * HParamsPluginData  int32 version = 1, which is 0, and one of Experiment experiment = 2,
 *                    SessionStartInfo session_start_info = 3, SessionEndInfo session_end_info = 4
 * Experiment         repeated HParamInfo hparam_infos = 4, repeated MetricInfo metric_infos = 5
 * HParamInfo         string name = 1, DataType type = 4: 1 string, 2 bool, 3 number
 * MetricInfo         MetricName name = 1 {string tag = 2}, string display_name = 3
 * SessionStartInfo   map hparams = 1 {string key = 1, Value value = 2}, double start_time_secs = 5
 * SessionEndInfo     Status status = 1, of which SUCCESS is 1, double end_time_secs = 2
 * Value              one of double number_value = 2, string string_value = 3, bool bool_value = 4
 * </pre>
 */
final class SessionMessages {
  private static final int STRING = 1;
  private static final int BOOL = 2;
  private static final int NUMBER = 3;

  private SessionMessages() {}

  /** Returns the columns of the page. @param metrics labels by the tag of the scalar */
  static UnknownFieldSet experiment(SortedMap<String, String> settings, Map<String, String> metrics) {
    UnknownFieldSet.Builder experiment = UnknownFieldSet.newBuilder();
    List<UnknownFieldSet> hparams = settings.entrySet().stream().map(setting -> UnknownFieldSet.newBuilder()
        .addField(1, Fields.text(setting.getKey())).addField(4, Fields.integer(type(setting.getValue()))).build())
        .toList();
    List<UnknownFieldSet> infos = metrics.entrySet().stream().map(metric -> UnknownFieldSet.newBuilder()
        .addField(1, Fields.message(UnknownFieldSet.newBuilder().addField(2, Fields.text(metric.getKey())).build()))
        .addField(3, Fields.text(metric.getValue())).build()).toList();
    experiment.addField(4, Fields.messages(hparams)).addField(5, Fields.messages(infos));
    return data(2, experiment.build());
  }

  /** Returns the settings of a run. */
  static UnknownFieldSet start(SortedMap<String, String> settings, double startSeconds) {
    List<UnknownFieldSet> entries = settings.entrySet().stream().map(setting -> UnknownFieldSet.newBuilder()
        .addField(1, Fields.text(setting.getKey())).addField(2, Fields.message(value(setting.getValue()))).build())
        .toList();
    return data(3, UnknownFieldSet.newBuilder().addField(1, Fields.messages(entries))
        .addField(5, Fields.number(startSeconds)).build());
  }

  /** Returns the end of a run that succeeded. */
  static UnknownFieldSet success(double endSeconds) {
    return data(4, UnknownFieldSet.newBuilder().addField(1, Fields.integer(1))
        .addField(2, Fields.number(endSeconds)).build());
  }

  private static UnknownFieldSet data(int field, UnknownFieldSet message) {
    return UnknownFieldSet.newBuilder().addField(field, Fields.message(message)).build();
  }

  private static UnknownFieldSet value(String text) {
    UnknownFieldSet.Builder value = UnknownFieldSet.newBuilder();
    return switch (type(text)) {
      case NUMBER -> value.addField(2, Fields.number(Double.parseDouble(text))).build();
      case BOOL -> value.addField(4, Fields.integer(Boolean.parseBoolean(text) ? 1 : 0)).build();
      default -> value.addField(3, Fields.text(text)).build();
    };
  }

  private static int type(String text) {
    boolean number = text.matches("-?\\d+(\\.\\d+)?([Ee]-?\\d+)?");
    return number ? NUMBER : text.equals("true") || text.equals("false") ? BOOL : STRING;
  }
}
