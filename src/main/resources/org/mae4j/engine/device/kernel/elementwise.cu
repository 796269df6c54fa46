// Functions of each element of arrays of up to six dimensions, with broadcasting: a stride is the number of elements
// from one index of a dimension to the next, and 0 where an array is repeated. All elements are vectors.

#define SIX(name) int name##0, int name##1, int name##2, int name##3, int name##4, int name##5

/** Offsets of an element in each of the arrays. */
struct Places {
  unsigned int left;
  unsigned int right;
  unsigned int target;
};

/**
 * The last dimension varies fastest; only the last `rank` dimensions have more than one index. The first of them needs
 * no division, which is slow.
 */
#define ADVANCE(dimension)                                                            \
  if (rank > 5 - dimension) {                                                         \
    unsigned int rest = rank > 6 - dimension ? i / (unsigned int)size##dimension : 0; \
    unsigned int k = i - rest * size##dimension;                                      \
    i = rest;                                                                         \
    places.left += k * left##dimension;                                               \
    places.right += k * right##dimension;                                             \
    places.target += k * target##dimension;                                           \
  }

static __device__ Places places_of(unsigned int i, int rank, SIX(size), SIX(left), SIX(right), SIX(target)) {
  Places places = {0, 0, 0};
  ADVANCE(5)
  ADVANCE(4)
  ADVANCE(3)
  ADVANCE(2)
  ADVANCE(1)
  ADVANCE(0)
  return places;
}

#define PASS(name) name##0, name##1, name##2, name##3, name##4, name##5

#define X x.values[k]
#define Y y.values[k]

/**
 * Defines a kernel: `expression` is a function of X, Y and `scalar`. Functions of X alone get the same array twice. The
 * result replaces Y, so that these functions leave no unused variable, for which compilers warn.
 */
#define ELEMENTWISE(name, type, expression)                                                                    \
  extern "C" __global__ void name(unsigned int count, int rank, SIX(size), SIX(left), SIX(right), SIX(target), \
                                  const type *__restrict__ left, const type *__restrict__ right,               \
                                  type *__restrict__ target, float scalar) {                                   \
    unsigned int i = thread_number();                                                                          \
    if (i < count) {                                                                                           \
      Places places = places_of(i, rank, PASS(size), PASS(left), PASS(right), PASS(target));                   \
      type x = left[places.left];                                                                              \
      type y = right[places.right];                                                                            \
      for (int k = 0; k < VECTOR; k++) {                                                                       \
        y.values[k] = expression;                                                                              \
      }                                                                                                        \
      target[places.target] = y;                                                                               \
    }                                                                                                          \
  }

ELEMENTWISE(add, Floats, X + Y)
ELEMENTWISE(add_integers, Integers, X + Y)
ELEMENTWISE(subtract, Floats, X - Y)
ELEMENTWISE(multiply, Floats, X * Y)
ELEMENTWISE(copy, Floats, X)
ELEMENTWISE(copy_integers, Integers, X)
ELEMENTWISE(scale, Floats, X * scalar)
ELEMENTWISE(divide, Floats, X / scalar)
ELEMENTWISE(shift, Floats, X + scalar)
ELEMENTWISE(square, Floats, X * X)
ELEMENTWISE(reciprocal_root, Floats, 1.0f / sqrtf(X))
ELEMENTWISE(power_derivative, Floats, scalar *powf(X, scalar - 1.0f))
