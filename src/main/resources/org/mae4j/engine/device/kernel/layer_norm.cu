// Layer norm of rows of `width` vectors, and the gradient of the rows. One warp computes a row.

/** Returns the mean of a row. */
static __device__ float mean_of(const Floats *row, int width, int lane) {
  float sum = 0;
  for (int i = lane; i < width; i += WARP) {
    Floats x = row[i];
    for (int k = 0; k < VECTOR; k++) {
      sum += x.values[k];
    }
  }
  return warp_sum(sum) / (width * VECTOR);
}

/** Returns 1 / sqrt(variance + epsilon) of a row. */
static __device__ float scale_of(const Floats *row, int width, int lane, float mean, float epsilon) {
  float squares = 0;
  for (int i = lane; i < width; i += WARP) {
    Floats x = row[i];
    for (int k = 0; k < VECTOR; k++) {
      float centered = x.values[k] - mean;
      squares += centered * centered;
    }
  }
  return 1.0f / sqrtf(warp_sum(squares) / (width * VECTOR) + epsilon);
}

extern "C" __global__ void layer_norm(int rows, int width, float epsilon, const Floats *__restrict__ values,
                                      const Floats *__restrict__ gain, const Floats *__restrict__ bias,
                                      Floats *__restrict__ output) {
  int lane = threadIdx.x % WARP;
  unsigned int row = thread_number() / WARP;
  if (row < (unsigned int)rows) {
    const Floats *own = values + (size_t)row * width;
    float mean = mean_of(own, width, lane);
    float scale = scale_of(own, width, lane, mean, epsilon);
    for (int i = lane; i < width; i += WARP) {
      Floats x = own[i];
      Floats g = gain[i];
      Floats b = bias[i];
      for (int k = 0; k < VECTOR; k++) {
        x.values[k] = (x.values[k] - mean) * scale * g.values[k] + b.values[k];
      }
      output[(size_t)row * width + i] = x;
    }
  }
}

/** The gradient of a row's normalized values: its mean, and its mean product with them. */
struct Projections {
  float sum;
  float along;
};

static __device__ Projections projections_of(const Floats *row, const Floats *gradient, const Floats *gain, int width,
                                             int lane, float mean, float scale) {
  float sum = 0;
  float along = 0;
  for (int i = lane; i < width; i += WARP) {
    Floats x = row[i];
    Floats y = gradient[i];
    Floats g = gain[i];
    for (int k = 0; k < VECTOR; k++) {
      float scaled = y.values[k] * g.values[k];
      sum += scaled;
      along += scaled * ((x.values[k] - mean) * scale);
    }
  }
  return {warp_sum(sum) / (width * VECTOR), warp_sum(along) / (width * VECTOR)};
}

/** Writes the gradient of the rows; and mean and scale of each row, [rows, 2], for the other gradients. */
extern "C" __global__ void layer_norm_gradient(int rows, int width, float epsilon, const Floats *__restrict__ values,
                                               const Floats *__restrict__ gain, const Floats *__restrict__ gradient,
                                               Floats *__restrict__ output, float *__restrict__ statistics) {
  int lane = threadIdx.x % WARP;
  unsigned int row = thread_number() / WARP;
  if (row < (unsigned int)rows) {
    const Floats *own = values + (size_t)row * width;
    const Floats *gradients = gradient + (size_t)row * width;
    float mean = mean_of(own, width, lane);
    float scale = scale_of(own, width, lane, mean, epsilon);
    Projections means = projections_of(own, gradients, gain, width, lane, mean, scale);
    for (int i = lane; i < width; i += WARP) {
      Floats x = own[i];
      Floats y = gradients[i];
      Floats g = gain[i];
      for (int k = 0; k < VECTOR; k++) {
        float normalized = (x.values[k] - mean) * scale;
        y.values[k] = scale * (y.values[k] * g.values[k] - means.sum - normalized * means.along);
      }
      output[(size_t)row * width + i] = y;
    }
    if (lane == 0) {
      statistics[2 * row] = mean;
      statistics[2 * row + 1] = scale;
    }
  }
}
