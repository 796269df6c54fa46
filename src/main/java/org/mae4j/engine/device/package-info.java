/**
 * The operations of plans on a {@link org.mae4j.backend.device.Device}: for each kind of operation a binder, which
 * turns an operation with the addresses of its arrays into launches of kernels and matrix products. All sums have a fixed
 * order, so the same device computes the same bits again.
 */
package org.mae4j.engine.device;
