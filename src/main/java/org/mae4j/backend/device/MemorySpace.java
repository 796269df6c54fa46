package org.mae4j.backend.device;

/**
 * The memory of a device.
 *
 * @param free bytes that can be allocated, of which other programs may take some
 * @param total all bytes
 */
public record MemorySpace(long free, long total) {}
