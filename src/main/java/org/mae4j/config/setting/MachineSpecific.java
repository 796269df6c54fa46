package org.mae4j.config.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a setting that belongs to the machine, such as the directory of the data. A trial that is resumed takes it from
 * the command, not from the run that was interrupted.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface MachineSpecific {}
