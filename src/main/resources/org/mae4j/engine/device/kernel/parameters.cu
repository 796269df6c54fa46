// What the kernels at the end of a training step read. The values of a parameter are divided into pieces of PIECE
// values; a block of THREADS threads computes one piece.

/** A parameter and its arrays; `average` is 0 if there is none. */
struct Parameter {
  float *values;
  const float *computed;
  float *gradient;
  float *first;
  float *second;
  float *average;
  long long length;
  double decay;
  double rate;
};

/** A piece of a parameter: the number of the parameter, and the first value. */
struct Piece {
  int parameter;
  int from;
};

/** The numbers of a step, as the processor computes them. */
struct Step {
  double rate;
  double beta1;
  double beta2;
  double correction1;
  double correction2;
  double epsilon;
  double bound;
  double averaged;
  double momentum;
};

/** What a step found out: `factor` on the gradients for clipping; 0 for `applied` if loss or norm are not finite. */
struct Report {
  double loss;
  double squares;
  double factor;
  double applied;
};

/** Returns the sum over the threads of a block to thread 0; `partial` has a place for each warp. */
static inline __device__ float block_sum(float value, float *partial) {
  value = warp_sum(value);
  if (threadIdx.x % WARP == 0) {
    partial[threadIdx.x / WARP] = value;
  }
  __syncthreads();
  if (threadIdx.x == 0) {
    for (int warp = 1; warp < THREADS / WARP; warp++) {
      value += partial[warp];
    }
  }
  return value;
}
