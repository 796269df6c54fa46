// Functions of each element of arrays of up to six dimensions, with broadcasting: a stride is the number of elements
// from one index of a dimension to the next, and 0 where an array is repeated.

#define SIX(name) int name##0, int name##1, int name##2, int name##3, int name##4, int name##5

/** Offsets of an element in each of the arrays. */
struct Places {
  unsigned int left;
  unsigned int right;
  unsigned int target;
};

/** The last dimension varies fastest; only the last `rank` dimensions have more than one index. */
#define ADVANCE(dimension)                          \
  if (rank > 5 - dimension) {                       \
    unsigned int k = i % (unsigned int)size##dimension; \
    i /= (unsigned int)size##dimension;             \
    places.left += k * left##dimension;             \
    places.right += k * right##dimension;           \
    places.target += k * target##dimension;         \
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

#define X left[places.left]
#define Y right[places.right]

/** Defines a kernel: `expression` is a function of X, Y and `scalar`. Functions of X alone get the same array twice. */
#define ELEMENTWISE(name, type, expression)                                                                    \
  extern "C" __global__ void name(unsigned int count, int rank, SIX(size), SIX(left), SIX(right), SIX(target), \
                                  const type *__restrict__ left, const type *__restrict__ right,               \
                                  type *__restrict__ target, float scalar) {                                   \
    unsigned int i = thread_number();                                                                          \
    if (i < count) {                                                                                           \
      Places places = places_of(i, rank, PASS(size), PASS(left), PASS(right), PASS(target));                   \
      target[places.target] = expression;                                                                      \
    }                                                                                                          \
  }

ELEMENTWISE(add, float, X + Y)
ELEMENTWISE(add_integers, int, X + Y)
ELEMENTWISE(subtract, float, X - Y)
ELEMENTWISE(multiply, float, X * Y)
ELEMENTWISE(copy, float, X)
ELEMENTWISE(copy_integers, int, X)
ELEMENTWISE(scale, float, X * scalar)
ELEMENTWISE(divide, float, X / scalar)
ELEMENTWISE(shift, float, X + scalar)
ELEMENTWISE(square, float, X * X)
ELEMENTWISE(reciprocal_root, float, 1.0f / sqrtf(X))
ELEMENTWISE(power_derivative, float, scalar *powf(X, scalar - 1.0f))
