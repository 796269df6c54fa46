/**
 * The libraries of CUDA as they are installed on the machine: where they are found, the functions that are called, and
 * their errors as exceptions.
 */
package org.mae4j.backend.cuda.library;
