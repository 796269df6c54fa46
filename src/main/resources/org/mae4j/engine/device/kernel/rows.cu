// Selection of rows by their number.

/** Copies row `indices[r]` of the table into row r, [rows, width]. */
extern "C" __global__ void gather(unsigned int count, int width, const float *__restrict__ table,
                                  const int *__restrict__ indices, float *__restrict__ output) {
  unsigned int i = thread_number();
  if (i < count) {
    output[i] = table[(size_t)indices[i / width] * width + i % width];
  }
}

/** Writes 1 in column `indices[r]` of row r and 0 elsewhere, [rows, width]. */
extern "C" __global__ void one_hot(unsigned int count, int width, const int *__restrict__ indices,
                                   float *__restrict__ output) {
  unsigned int i = thread_number();
  if (i < count) {
    output[i] = indices[i / width] == (int)(i % width) ? 1.0f : 0.0f;
  }
}
