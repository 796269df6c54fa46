// Three matrices of equal shape side by side in a wider one, in vectors.

/** Returns which of the three matrices has a column of the joined one: 0, 1 or 2. */
static __device__ unsigned int part_of(unsigned int column, unsigned int width) {
  return (column >= width) + (column >= 2 * width);
}

/**
 * Writes three matrices [rows, width] side by side, [rows, 3 · width]. Their rows are `stride` vectors apart: with 0,
 * the same row is written into every row.
 */
extern "C" __global__ void join_columns(unsigned int count, unsigned int width, unsigned int stride,
                                        Floats *__restrict__ joined, const Floats *__restrict__ first,
                                        const Floats *__restrict__ second, const Floats *__restrict__ third) {
  unsigned int i = thread_number();
  if (i < count) {
    unsigned int row = i / (3 * width);
    unsigned int column = i - row * 3 * width;
    unsigned int part = part_of(column, width);
    const Floats *matrix = part == 0 ? first : part == 1 ? second : third;
    joined[i] = matrix[(size_t)row * stride + column - part * width];
  }
}

/** Writes the columns of [rows, 3 · width] into three matrices [rows, width], whose rows are `stride` vectors apart. */
extern "C" __global__ void split_columns(unsigned int count, unsigned int width, unsigned int stride,
                                         const Floats *__restrict__ joined, Floats *__restrict__ first,
                                         Floats *__restrict__ second, Floats *__restrict__ third) {
  unsigned int i = thread_number();
  if (i < count) {
    unsigned int row = i / (3 * width);
    unsigned int column = i - row * 3 * width;
    unsigned int part = part_of(column, width);
    Floats *matrix = part == 0 ? first : part == 1 ? second : third;
    matrix[(size_t)row * stride + column - part * width] = joined[i];
  }
}
