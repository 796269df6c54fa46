package org.mae4j.config.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a setting on which a reconstruction error depends, whatever the quality of the model. Reconstruction errors of
 * trials that differ in such a setting cannot be compared. On a group it holds for all keys of the group.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface DefinesReconstruction {}
