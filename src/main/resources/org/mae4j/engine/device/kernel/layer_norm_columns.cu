// Gradients of gain and bias of layer norm.

/**
 * Sums the gradients of gain and bias over pieces of `length` rows, [pieces, width] each. Blocks of 32 × 8 threads for
 * 32 columns of a piece.
 */
extern "C" __global__ void layer_norm_columns(int rows, int width, int length, const float *__restrict__ values,
                                              const float *__restrict__ gradient,
                                              const float *__restrict__ statistics, float *__restrict__ gain_sums,
                                              float *__restrict__ bias_sums) {
  __shared__ float gains[LANES][WARP];
  __shared__ float biases[LANES][WARP];
  int strips = (width + WARP - 1) / WARP;
  int column = blockIdx.x % strips * WARP + threadIdx.x;
  int piece = blockIdx.x / strips;
  int to = (piece + 1) * length < rows ? (piece + 1) * length : rows;
  float gain = 0;
  float bias = 0;
  if (column < width) {
    for (int row = piece * length + threadIdx.y; row < to; row += LANES) {
      float y = gradient[(size_t)row * width + column];
      float x = values[(size_t)row * width + column];
      gain += y * ((x - statistics[2 * row]) * statistics[2 * row + 1]);
      bias += y;
    }
  }
  gain = lanes_sum(gains, gain);
  bias = lanes_sum(biases, bias);
  if (threadIdx.y == 0 && column < width) {
    gain_sums[(size_t)piece * width + column] = gain;
    bias_sums[(size_t)piece * width + column] = bias;
  }
}

/** Sums the pieces of the gradients: the first half of the blocks those of the gain, the others those of the bias. */
extern "C" __global__ void layer_norm_sums(int pieces, int width, const float *__restrict__ gain_sums,
                                           const float *__restrict__ bias_sums, float *__restrict__ gain,
                                           float *__restrict__ bias) {
  __shared__ float partial[LANES][WARP];
  unsigned int strips = gridDim.x / 2;
  bool of_gain = blockIdx.x < strips;
  const float *sums = of_gain ? gain_sums : bias_sums;
  int column = blockIdx.x % strips * WARP + threadIdx.x;
  float sum = 0;
  if (column < width) {
    for (int piece = threadIdx.y; piece < pieces; piece += LANES) {
      sum += sums[(size_t)piece * width + column];
    }
  }
  sum = lanes_sum(partial, sum);
  if (threadIdx.y == 0 && column < width) {
    (of_gain ? gain : bias)[column] = sum;
  }
}
