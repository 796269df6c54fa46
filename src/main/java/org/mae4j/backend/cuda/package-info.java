/**
 * The {@link org.mae4j.backend.device.Device} of Nvidia's GPUs: the driver, its compiler NVRTC and cuBLAS, as they are
 * installed on the machine. ND4J's CUDA backend is not used.
 */
package org.mae4j.backend.cuda;
