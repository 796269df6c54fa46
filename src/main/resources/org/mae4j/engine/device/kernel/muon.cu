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
