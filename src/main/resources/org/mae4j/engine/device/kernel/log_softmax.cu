// The logarithm of the softmax of rows and its gradient. One warp computes a row.

/** Returns the logarithm of the sum of the exponentials of a row. */
static __device__ float log_sum(const float *row, int width, int lane) {
  float largest = row[0];
  for (int i = lane; i < width; i += WARP) {
    largest = fmaxf(largest, row[i]);
  }
  largest = warp_max(largest);
  float sum = 0;
  for (int i = lane; i < width; i += WARP) {
    sum += expf(row[i] - largest);
  }
  return largest + logf(warp_sum(sum));
}

extern "C" __global__ void log_softmax(int rows, int width, const float *__restrict__ values,
                                       float *__restrict__ output) {
  int lane = threadIdx.x % WARP;
  unsigned int row = thread_number() / WARP;
  if (row < (unsigned int)rows) {
    const float *x = values + (size_t)row * width;
    float sum = log_sum(x, width, lane);
    for (int i = lane; i < width; i += WARP) {
      output[(size_t)row * width + i] = x[i] - sum;
    }
  }
}

/** Writes g − softmax(x) · Σ g. */
extern "C" __global__ void log_softmax_gradient(int rows, int width, const float *__restrict__ values,
                                                const float *__restrict__ gradient, float *__restrict__ output) {
  int lane = threadIdx.x % WARP;
  unsigned int row = thread_number() / WARP;
  if (row < (unsigned int)rows) {
    const float *x = values + (size_t)row * width;
    const float *g = gradient + (size_t)row * width;
    float sum = log_sum(x, width, lane);
    float all = 0;
    for (int i = lane; i < width; i += WARP) {
      all += g[i];
    }
    all = warp_sum(all);
    for (int i = lane; i < width; i += WARP) {
      output[(size_t)row * width + i] = g[i] - expf(x[i] - sum) * all;
    }
  }
}
