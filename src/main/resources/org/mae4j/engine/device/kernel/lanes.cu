// Sums of columns by blocks of WARP × LANES threads: neighbors in x read neighbors of a row, and the threads in y take
// turns with the rows.

/**
 * Returns the sum of a column over the threads in y, on the first of them.
 *
 * @param partial shared memory that no other sum of the kernel uses
 */
static inline __device__ float lanes_sum(float partial[LANES][WARP], float sum) {
  partial[threadIdx.y][threadIdx.x] = sum;
  __syncthreads();
  if (threadIdx.y == 0) {
    for (int lane = 1; lane < LANES; lane++) {
      sum += partial[lane][threadIdx.x];
    }
  }
  return sum;
}
