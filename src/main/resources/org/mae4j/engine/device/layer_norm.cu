// Layer norm of rows and its gradient. One warp computes a row.

/** Returns the mean of a row. */
static __device__ float mean_of(const float *row, int width, int lane) {
  float sum = 0;
  for (int i = lane; i < width; i += WARP) {
    sum += row[i];
  }
  return warp_sum(sum) / width;
}

/** Returns 1 / sqrt(variance + epsilon) of a row. */
static __device__ float scale_of(const float *row, int width, int lane, float mean, float epsilon) {
  float squares = 0;
  for (int i = lane; i < width; i += WARP) {
    float centered = row[i] - mean;
    squares += centered * centered;
  }
  return 1.0f / sqrtf(warp_sum(squares) / width + epsilon);
}

extern "C" __global__ void layer_norm(int rows, int width, float epsilon, const float *__restrict__ values,
                                      const float *__restrict__ gain, const float *__restrict__ bias,
                                      float *__restrict__ output) {
  int lane = threadIdx.x % WARP;
  unsigned int row = thread_number() / WARP;
  if (row < (unsigned int)rows) {
    const float *x = values + (size_t)row * width;
    float mean = mean_of(x, width, lane);
    float scale = scale_of(x, width, lane, mean, epsilon);
    for (int i = lane; i < width; i += WARP) {
      output[(size_t)row * width + i] = (x[i] - mean) * scale * gain[i] + bias[i];
    }
  }
}

/** Writes the gradient of the rows; and mean and scale of each row, [rows, 2], for the other gradients. */
extern "C" __global__ void layer_norm_gradient(int rows, int width, float epsilon, const float *__restrict__ values,
                                               const float *__restrict__ gain, const float *__restrict__ gradient,
                                               float *__restrict__ output, float *__restrict__ statistics) {
  int lane = threadIdx.x % WARP;
  unsigned int row = thread_number() / WARP;
  if (row < (unsigned int)rows) {
    const float *x = values + (size_t)row * width;
    const float *y = gradient + (size_t)row * width;
    float mean = mean_of(x, width, lane);
    float scale = scale_of(x, width, lane, mean, epsilon);
    float sum = 0;
    float along = 0;
    for (int i = lane; i < width; i += WARP) {
      float scaled = y[i] * gain[i];
      sum += scaled;
      along += scaled * ((x[i] - mean) * scale);
    }
    sum = warp_sum(sum) / width;
    along = warp_sum(along) / width;
    for (int i = lane; i < width; i += WARP) {
      output[(size_t)row * width + i] = scale * (y[i] * gain[i] - sum - (x[i] - mean) * scale * along);
    }
    if (lane == 0) {
      statistics[2 * row] = mean;
      statistics[2 * row + 1] = scale;
    }
  }
}

#define LANES 8

/**
 * Sums the gradients of gain and bias over pieces of `length` rows, [pieces, width] each. Blocks of 32 × 8 threads, as
 * in sum_columns.
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
  gains[threadIdx.y][threadIdx.x] = gain;
  biases[threadIdx.y][threadIdx.x] = bias;
  __syncthreads();
  if (threadIdx.y == 0 && column < width) {
    for (int lane = 1; lane < LANES; lane++) {
      gain += gains[lane][threadIdx.x];
      bias += biases[lane][threadIdx.x];
    }
    gain_sums[(size_t)piece * width + column] = gain;
    bias_sums[(size_t)piece * width + column] = bias;
  }
}
