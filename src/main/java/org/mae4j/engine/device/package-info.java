/**
 * The operations of plans on a {@link org.mae4j.backend.device.Device}: for each kind of operation a binder, which
 * turns an operation with the addresses of its arrays into kernel launches and matrix products. The kernels are CUDA C
 * among the resources of this package. All sums have a fixed order, so the same device computes the same bits again.
 */
package org.mae4j.engine.device;
