/** The update of parameters by the gradients of a step, on a device. */
package org.mae4j.engine.device.update;
