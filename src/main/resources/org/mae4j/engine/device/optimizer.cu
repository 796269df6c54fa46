// The end of a training step, for all parameters in one launch each. The values of a parameter are divided into pieces
// of PIECE values; a block computes one piece.

#define PIECE 4096
#define THREADS 256

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
static __device__ float block_sum(float value, float *partial) {
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

/**
 * Adds the gradients that a plan computed to the sum, and multiplies it by a factor. Writes the sum of the squares of
 * each piece.
 */
extern "C" __global__ void add_gradients(const Parameter *__restrict__ parameters, const Piece *__restrict__ pieces,
                                         int anew, float factor, float *__restrict__ squares) {
  __shared__ float partial[THREADS / WARP];
  Parameter parameter = parameters[pieces[blockIdx.x].parameter];
  long long from = pieces[blockIdx.x].from;
  long long to = from + PIECE < parameter.length ? from + PIECE : parameter.length;
  float square = 0;
  for (long long i = from + threadIdx.x; i < to; i += THREADS) {
    float sum = anew ? parameter.computed[i] : parameter.gradient[i] + parameter.computed[i];
    sum *= factor;
    parameter.gradient[i] = sum;
    square += sum * sum;
  }
  square = block_sum(square, partial);
  if (threadIdx.x == 0) {
    squares[blockIdx.x] = square;
  }
}

/**
 * Sums the losses of the micro-batches and the squares of the gradients, of each parameter into `norms`, and decides
 * about the step. One block; `firsts` has the number of the first piece of each parameter, and of the end.
 */
extern "C" __global__ void decide(int count, const int *__restrict__ firsts, const float *__restrict__ squares,
                                  int losses, const float *__restrict__ loss, const Step *__restrict__ step,
                                  double *__restrict__ norms, Report *__restrict__ report) {
  for (int i = threadIdx.x; i < count; i += blockDim.x) {
    double sum = 0;
    for (int piece = firsts[i]; piece < firsts[i + 1]; piece++) {
      sum += squares[piece];
    }
    norms[i] = sum;
  }
  __syncthreads();
  if (threadIdx.x == 0) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += norms[i];
    }
    double mean = 0;
    for (int i = 0; i < losses; i++) {
      mean += loss[i];
    }
    double norm = sqrt(sum);
    report->loss = mean / losses;
    report->squares = sum;
    report->factor = step->bound > 0 && norm > step->bound ? step->bound / norm : 1;
    report->applied = sum < INFINITY && mean > -INFINITY && mean < INFINITY ? 1 : 0;
  }
}

/** AdamW (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2), and the moving average of the parameters. */
extern "C" __global__ void adamw(const Parameter *__restrict__ parameters, const Piece *__restrict__ pieces,
                                 const Step *__restrict__ step, const Report *__restrict__ report) {
  if (report->applied == 0) {
    return;
  }
  Parameter parameter = parameters[pieces[blockIdx.x].parameter];
  long long from = pieces[blockIdx.x].from;
  long long to = from + PIECE < parameter.length ? from + PIECE : parameter.length;
  float factor = (float)report->factor;
  double learning = step->rate * parameter.rate;
  float rate = (float)(learning / step->correction1);
  float per_root = (float)(1 / sqrt(step->correction2));
  float kept = (float)(1 - learning * parameter.decay);
  float epsilon = (float)step->epsilon;
  float beta1 = (float)step->beta1;
  float beta2 = (float)step->beta2;
  // Rounded once: 1 minus a rounded 0.999 differs from 0.001 by 1e-5 of it.
  float rest1 = (float)(1 - step->beta1);
  float rest2 = (float)(1 - step->beta2);
  float averaged = (float)step->averaged;
  for (long long i = from + threadIdx.x; i < to; i += THREADS) {
    float scaled = parameter.gradient[i] * factor;
    float first = beta1 * parameter.first[i] + rest1 * scaled;
    float second = beta2 * parameter.second[i] + rest2 * scaled * scaled;
    float value = kept * parameter.values[i] - rate * first / (sqrtf(second) * per_root + epsilon);
    parameter.first[i] = first;
    parameter.second[i] = second;
    parameter.values[i] = value;
    if (parameter.average != 0) {
      parameter.average[i] += averaged * (value - parameter.average[i]);
    }
  }
}

// Muon (Jordan et al., 2024) for the matrices of one shape together: `members` has the numbers of their parameters, and
// a piece the number of its matrix among them. `matrices` are one after the other. The momentum is the first moment.

/**
 * Adds the gradient to the momentum, and writes the Nesterov momentum that is orthogonalized, with the sum of the squares
 * of each piece.
 */
extern "C" __global__ void muon_momentum(const Parameter *__restrict__ parameters, const int *__restrict__ members,
                                         const Piece *__restrict__ pieces, const Step *__restrict__ step,
                                         const Report *__restrict__ report, float *__restrict__ matrices,
                                         float *__restrict__ squares) {
  __shared__ float partial[THREADS / WARP];
  Piece piece = pieces[blockIdx.x];
  Parameter parameter = parameters[members[piece.parameter]];
  float *matrix = matrices + piece.parameter * parameter.length;
  long long to = piece.from + PIECE < parameter.length ? piece.from + PIECE : parameter.length;
  float factor = (float)report->factor;
  float momentum = (float)step->momentum;
  float square = 0;
  for (long long i = piece.from + threadIdx.x; i < to; i += THREADS) {
    float sum = momentum * parameter.first[i] + factor * parameter.gradient[i];
    float value = momentum * sum + factor * parameter.gradient[i];
    if (report->applied != 0) {
      parameter.first[i] = sum;
    }
    matrix[i] = value;
    square += value * value;
  }
  square = block_sum(square, partial);
  if (threadIdx.x == 0) {
    squares[blockIdx.x] = square;
  }
}

/** Divides each matrix by its Frobenius norm; `pieces` is the number of pieces of each. */
extern "C" __global__ void muon_normalize(int length, int pieces, const float *__restrict__ squares,
                                          float *__restrict__ matrices) {
  int matrix = blockIdx.x / pieces;
  double sum = 0;
  for (int i = 0; i < pieces; i++) {
    sum += squares[matrix * pieces + i];
  }
  float factor = sum > 0 ? (float)(1 / sqrt(sum)) : 0.0f;
  int from = blockIdx.x % pieces * PIECE;
  int to = from + PIECE < length ? from + PIECE : length;
  for (int i = from + threadIdx.x; i < to; i += THREADS) {
    matrices[(size_t)matrix * length + i] *= factor;
  }
}

/** Adds linear · I + cubic · G to each of the square matrices of a polynomial. */
extern "C" __global__ void muon_polynomial(unsigned int count, int side, float linear, float cubic,
                                           const float *__restrict__ gram, float *__restrict__ polynomial) {
  unsigned int i = thread_number();
  if (i < count) {
    bool diagonal = i / side % side == i % side;
    polynomial[i] += cubic * gram[i] + (diagonal ? linear : 0.0f);
  }
}

/** Moves the parameters along the orthogonalized matrices, and their averages. */
extern "C" __global__ void muon_apply(const Parameter *__restrict__ parameters, const int *__restrict__ members,
                                      const Piece *__restrict__ pieces, float scale,
                                      const Step *__restrict__ step, const Report *__restrict__ report,
                                      const float *__restrict__ matrices) {
  if (report->applied == 0) {
    return;
  }
  Piece piece = pieces[blockIdx.x];
  Parameter parameter = parameters[members[piece.parameter]];
  const float *matrix = matrices + piece.parameter * parameter.length;
  long long to = piece.from + PIECE < parameter.length ? piece.from + PIECE : parameter.length;
  double learning = step->rate * parameter.rate;
  float kept = (float)(1 - learning * parameter.decay);
  float moved = (float)(learning * scale);
  float averaged = (float)step->averaged;
  for (long long i = piece.from + threadIdx.x; i < to; i += THREADS) {
    float value = kept * parameter.values[i] - moved * matrix[i];
    parameter.values[i] = value;
    if (parameter.average != 0) {
      parameter.average[i] += averaged * (value - parameter.average[i]);
    }
  }
}
