package org.mae4j.config.hocon;

import java.lang.reflect.RecordComponent;
import java.util.List;

/** The components of records. Each class is looked up once, because Java looks up its symbols again for each call. */
final class RecordComponents {
  private static final ClassValue<List<RecordComponent>> COMPONENTS = new ClassValue<>() {
    @Override
    protected List<RecordComponent> computeValue(Class<?> type) {
      return List.of(type.getRecordComponents());
    }
  };

  private RecordComponents() {}

  /** Returns the components of the record {@code type}, in order. */
  static List<RecordComponent> of(Class<?> type) {
    return COMPONENTS.get(type);
  }
}
