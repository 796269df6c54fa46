package org.mae4j.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Former names of a configuration key, on the component of a record, or of one of its values, on the constant of an
 * enum. Files, runs and journals that have a former name are still read.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface RenamedFrom {
  /**
   * Returns the former names. That of a key is relative to the group of the component. A former group of a component
   * that chooses an extension has the settings of the extension with the last name of the former group.
   */
  String[] value();
}
