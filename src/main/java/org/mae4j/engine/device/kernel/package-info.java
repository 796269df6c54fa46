/** Arrays on a device, and the launches of the kernels that compute them. The kernels are resources of this package. */
package org.mae4j.engine.device.kernel;
