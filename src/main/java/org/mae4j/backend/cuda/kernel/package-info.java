/** Kernels of a GPU: compiled by NVRTC or read from the cache, loaded by the driver, and started. */
package org.mae4j.backend.cuda.kernel;
