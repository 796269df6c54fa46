/**
 * Event files for TensorBoard: <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecords</a> of
 * TensorFlow's {@code Event} messages. Of these the few fields that TensorBoard reads are written by number.
 */
package org.mae4j.record.tensorboard;
