/**
 * Checkpoints: files of named tensors in the safetensors format, which are written durably and checked completely
 * when they are read. They contain only data: reading one never creates objects of classes that the file names. The
 * page {@code docs/checkpoints.md} describes the format, how to read a file in Python, and the names of its tensors in
 * the public PyTorch MAE.
 */
package org.mae4j.checkpoint;
