// Sums over one of three dimensions, [outer, reduced, inner] to [outer, pieces, inner]: a piece is the sum of `length`
// consecutive elements, in an order that depends on the sizes only.

/** One warp for each piece, for inner = 1. */
extern "C" __global__ void sum_rows(int outer, int reduced, int pieces, int length, float factor,
                                    const float *__restrict__ values, float *__restrict__ sums) {
  int lane = threadIdx.x % WARP;
  unsigned int piece = thread_number() / WARP;
  if (piece < (unsigned int)outer * pieces) {
    unsigned int row = piece / pieces;
    int from = (int)(piece % pieces) * length;
    int to = from + length < reduced ? from + length : reduced;
    const float *first = values + (size_t)row * reduced;
    float sum = 0;
    for (int i = from + lane; i < to; i += WARP) {
      sum += first[i];
    }
    sum = warp_sum(sum);
    if (lane == 0) {
      sums[piece] = sum * factor;
    }
  }
}

/** Blocks of 32 × 8 threads for 32 columns of a piece. */
extern "C" __global__ void sum_columns(int outer, int reduced, int inner, int pieces, int length, float factor,
                                       const float *__restrict__ values, float *__restrict__ sums) {
  __shared__ float partial[LANES][WARP];
  int strips = (inner + WARP - 1) / WARP;
  unsigned int strip = blockIdx.x % strips;
  unsigned int piece = blockIdx.x / strips;
  int column = strip * WARP + threadIdx.x;
  int from = (int)(piece % pieces) * length;
  int to = from + length < reduced ? from + length : reduced;
  const float *first = values + (size_t)(piece / pieces) * reduced * inner;
  float sum = 0;
  if (column < inner) {
    for (int i = from + threadIdx.y; i < to; i += LANES) {
      sum += first[(size_t)i * inner + column];
    }
  }
  sum = lanes_sum(partial, sum);
  if (threadIdx.y == 0 && column < inner) {
    sums[(size_t)piece * inner + column] = sum * factor;
  }
}
