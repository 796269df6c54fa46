/** Processors with memory of their own, on which plans run: the seam between the engine and CUDA. */
package org.mae4j.backend.device;
