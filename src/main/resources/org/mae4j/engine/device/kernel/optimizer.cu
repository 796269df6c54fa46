// The end of a training step, for all parameters in one launch each.

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
