package org.mae4j.config.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.mae4j.config.check.InvalidConfigException;

/** The components of records: finds them, reads them, and builds a record from them. */
public final class RecordComponents {
  /** Each class is looked up once, because Java looks up its symbols again for each call. */
  private static final ClassValue<List<RecordComponent>> COMPONENTS = new ClassValue<>() {
    @Override
    protected List<RecordComponent> computeValue(Class<?> type) {
      return List.of(type.getRecordComponents());
    }
  };

  private RecordComponents() {}

  /** Returns the components of the record {@code type}, in order. */
  public static List<RecordComponent> of(Class<?> type) {
    return COMPONENTS.get(type);
  }

  /**
   * Returns the record {@code type} with these components.
   *
   * @throws InvalidConfigException if the record's own checks fail
   */
  public static Record construct(Class<?> type, Object[] arguments) {
    try {
      Class<?>[] types = of(type).stream().map(RecordComponent::getType).toArray(Class[]::new);
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true); // a record may be nested in a class of this program
      return (Record) canonical.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidConfigException invalid) {
        throw invalid;
      }
      throw new IllegalStateException("cannot build " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type, e);
    }
  }

  /** Returns the value of a component. */
  public static Object value(RecordComponent component, Record group) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(group);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
