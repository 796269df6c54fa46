// Exact GELU of rows plus a bias, and its gradient, by the quotients of polynomials of the CPU's NormalDistribution.
// Divisions have an error of up to 2 units in the last place; exact ones take many instructions.

#define LIMIT 5.5f

static __device__ float near(float value) {
  return fmaxf(-LIMIT, fminf(LIMIT, value));
}

/** Returns (Φ(x) − 1/2) / x for u = x². */
static __device__ float slope(float u) {
  float p = ((((2.285037759008901e-08f * u + 6.327357823465718e-06f) * u + 0.000166645972058177f) * u +
              0.004664051346480846f) * u + 0.03364942595362663f) * u + 0.3989422619342804f;
  float q = ((((1.198601466967375e-06f * u + 7.289472705451772e-05f) * u + 0.0018722357926890254f) * u +
              0.02852753922343254f) * u + 0.25101277232170105f) * u + 1.0f;
  return __fdividef(p, q);
}

/** Returns φ(x) for u = x². */
static __device__ float density(float u) {
  float p = (((3.7199063740445126e-07f * u - 4.5904278522357345e-05f) * u + 0.002180848503485322f) * u -
             0.04741063341498375f) * u + 0.3989422619342804f;
  float q = (((((((7.0582761857451715e-09f * u + 6.642882510732306e-08f) * u + 3.0799417345406255e-06f) * u +
                 4.9263220716966316e-05f) * u + 0.0007591982721351087f) * u + 0.008590679615736008f) * u +
              0.07105009257793427f) * u + 0.3811580538749695f) * u + 1.0f;
  return __fdividef(p, q);
}

/** Rows of `width` vectors; the arrays have `count` vectors. */
extern "C" __global__ void bias_gelu(unsigned int count, int width, const Floats *__restrict__ rows,
                                     const Floats *__restrict__ bias, Floats *__restrict__ output) {
  unsigned int i = thread_number();
  if (i < count) {
    Floats row = rows[i];
    Floats added = bias[i % width];
    for (int k = 0; k < VECTOR; k++) {
      float v = row.values[k] + added.values[k];
      float x = near(v);
      row.values[k] = v * (0.5f + x * slope(x * x));
    }
    output[i] = row;
  }
}

extern "C" __global__ void bias_gelu_gradient(unsigned int count, int width, const Floats *__restrict__ rows,
                                              const Floats *__restrict__ bias, const Floats *__restrict__ gradient,
                                              Floats *__restrict__ output) {
  unsigned int i = thread_number();
  if (i < count) {
    Floats row = rows[i];
    Floats added = bias[i % width];
    Floats result = gradient[i];
    for (int k = 0; k < VECTOR; k++) {
      float x = near(row.values[k] + added.values[k]);
      result.values[k] *= 0.5f + x * (slope(x * x) + density(x * x));
    }
    output[i] = result;
  }
}
