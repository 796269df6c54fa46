package org.mae4j.config.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a setting that changes no result, such as a number of threads. It may differ when a run or a sweep is resumed,
 * and a sweep cannot search it. On a group it holds for all keys of the group.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface WithoutEffect {}
