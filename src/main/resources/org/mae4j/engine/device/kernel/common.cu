// Put before every source of this folder. Kernels are plain CUDA C without headers; a test compiles them for the CPU.
// WARP, the number of threads of a warp, and the other sizes of launches are set by the caller.

#define ALL_LANES 0xffffffffu

#ifndef INFINITY
#define INFINITY __int_as_float(0x7f800000)
#endif

/** Returns the sum over the lanes of a warp, the same bits on each of them. */
static inline __device__ float warp_sum(float value) {
  for (int step = WARP / 2; step > 0; step /= 2) {
    value += __shfl_xor_sync(ALL_LANES, value, step);
  }
  return value;
}

/** Returns the largest value over the lanes of a warp, skipping NaN. */
static inline __device__ float warp_max(float value) {
  for (int step = WARP / 2; step > 0; step /= 2) {
    value = fmaxf(value, __shfl_xor_sync(ALL_LANES, value, step));
  }
  return value;
}

/** Returns the number of this thread in a grid in one dimension. */
static inline __device__ unsigned int thread_number() {
  return blockIdx.x * blockDim.x + threadIdx.x;
}
