/**
 * Event files for TensorBoard: <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecord files</a> of
 * TensorFlow's {@code Event} messages. Only the few fields that TensorBoard reads are written, by field number.
 */
package org.mae4j.record.tensorboard;
