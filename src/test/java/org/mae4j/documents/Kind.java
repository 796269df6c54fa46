package org.mae4j.documents;

/** What a number measures. Only numbers of the same kind are compared. */
enum Kind {
  /** An accuracy, or a share of something; 1 is everything. */
  SHARE,
  /** A difference of shares, or the deviation or the width of an interval of one. */
  DIFFERENCE, TIME, CPU_TIME, OPERATIONS, OPERATIONS_PER_SECOND, IMAGES_PER_SECOND, BYTES, DECIBEL, EPOCHS,
  /** A number of images. */
  IMAGES, STEPS, TRIALS,
  /** A loss or a mean squared error. */
  ERROR,
  /** How many times a value another one is. */
  RATIO,
  /** A setting, a count, or anything else. */
  OTHER
}
