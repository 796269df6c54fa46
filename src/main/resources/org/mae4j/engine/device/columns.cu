// Three matrices of equal shape side by side in a wider one.

/**
 * Writes three matrices [rows, width] side by side, [rows, 3 · width]. Their rows are `stride` elements apart: with 0,
 * the same row is written into every row.
 */
extern "C" __global__ void join_columns(unsigned int count, int width, int stride, const float *__restrict__ first,
                                        const float *__restrict__ second, const float *__restrict__ third,
                                        float *__restrict__ joined) {
  unsigned int i = thread_number();
  if (i < count) {
    unsigned int row = i / (3 * width);
    unsigned int column = i % (3 * width);
    const float *part = column < (unsigned int)width ? first : column < 2u * width ? second : third;
    joined[i] = part[(size_t)row * stride + column % width];
  }
}

/** Writes the columns of [rows, 3 · width] into three matrices [rows, width]. */
extern "C" __global__ void split_columns(unsigned int count, int width, const float *__restrict__ joined,
                                         float *__restrict__ first, float *__restrict__ second,
                                         float *__restrict__ third) {
  unsigned int i = thread_number();
  if (i < count) {
    unsigned int row = i / (3 * width);
    unsigned int column = i % (3 * width);
    float *part = column < (unsigned int)width ? first : column < 2u * width ? second : third;
    part[(size_t)row * width + column % width] = joined[i];
  }
}
