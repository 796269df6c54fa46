package org.mae4j.engine.device;

/** Puts the operations of one kind onto a device. */
@FunctionalInterface
interface OperationBinder {
  /**
   * Returns the computation of an operation.
   *
   * @throws UnsupportedOperationException if there is no kernel for its arguments or shapes; the message names them
   */
  DeviceOperation bind(Operands operands);
}
