/**
 * Checkpoints: files of named tensors in the safetensors layout, written durably and checked fully when read. They
 * hold data alone: reading one never creates objects of classes that the file names. {@code docs/checkpoints.md} describes
 * the format, how to read a file in Python, and how its tensors are called in the public PyTorch MAE.
 */
package org.mae4j.checkpoint;
