// Products of attention on tensor cores. A warp multiplies 16 rows of its own and 16 rows of a tile at a time. With g and
// t of tensor_cores.cu, a lane has four neighbors of own rows g and g + 8, from each 16th column + 4t on.
//
// A product does not depend on the order of its inner index, so inner indices of fragments are relabeled:
//
// - Inner index t is column 4t or 4t + 2 of 16 columns, and t + 4 is the next one. So a lane reads neighbors.
// - Scores (g, 2t) and (g, 2t + 1) are weights with inner index t and t + 4. So they stay in their lane.
// - row_of has the rows of a tile in an order in which lanes that read at the same time read different banks.

// Two warps share 16 rows if a thread has too few registers for all columns. Each has half of the columns.
#define PARTS (16 / ROWS)
#define PART (WIDTH / PARTS)
// The groups of 16 columns.
#define GROUPS (PART / 16)

static inline __device__ float factor(float value) {
  return rounded(value);
}

static inline __device__ int g() {
  return threadIdx.x % WARP / 4;
}

static inline __device__ int t() {
  return threadIdx.x % 4;
}

/** Returns the first of a warp's columns. */
static inline __device__ int first_column() {
  return threadIdx.x / WARP % PARTS * PART;
}

/** Returns the first of a warp's own rows. */
static inline __device__ int first_row(const Place *at) {
  return at->first + at->warp / PARTS * 16;
}

/** Returns which of 16 rows of a tile has its scores in a column of fragment 0 or 1. */
static inline __device__ int row_of(int column, int fragment) {
  return (column % 2 == 0 ? column : 8 + (column + 3) % 8) + fragment;
}

static inline __device__ void clear(float (*sums)[4], int count) {
#pragma unroll
  for (int i = 0; i < count; i++) {
    sums[i][0] = sums[i][1] = sums[i][2] = sums[i][3] = 0;
  }
}

/** Returns the products of own rows with 16 rows of a tile, over a warp's columns: two fragments. */
static inline __device__ void products(float (*scores)[4], const float4 (*own)[2], const Row *tile) {
  clear(scores, 2);
#pragma unroll
  for (int j = 0; j < GROUPS; j++) {
#pragma unroll
    for (int fragment = 0; fragment < 2; fragment++) {
      float4 other = *(const float4 *)(tile[row_of(g(), fragment)].values + first_column() + 16 * j + 4 * t());
      multiply_add(scores[fragment], own[j][0].x, own[j][1].x, own[j][0].y, own[j][1].y, other.x, other.y);
      multiply_add(scores[fragment], own[j][0].z, own[j][1].z, own[j][0].w, own[j][1].w, other.z, other.w);
    }
  }
}

/** Adds the products of both warps that share rows. All threads of the block call it, with the same `count` up to 16. */
static inline __device__ void join(float *products, int count) {
  if (PARTS > 1) {
    __shared__ float both[WARPS][16][WARP];
    int warp = threadIdx.x / WARP;
    int lane = threadIdx.x % WARP;
#pragma unroll
    for (int i = 0; i < count; i++) {
      both[warp][i][lane] = products[i];
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < count; i++) {
      products[i] += both[warp ^ 1][i][lane];
    }
    __syncthreads();
  }
}

/** Adds 16 rows of a tile, weighted for each own row: two fragments of weights. */
static inline __device__ void accumulate(float (*sums)[4], const float (*weights)[4], const Row *tile) {
#pragma unroll
  for (int fragment = 0; fragment < 2; fragment++) {
    const float *weight = weights[fragment];
    float factors[4] = {factor(weight[0]), factor(weight[2]), factor(weight[1]), factor(weight[3])};
    const float *even = tile[row_of(2 * t(), fragment)].values + first_column() + 2 * g();
    const float *odd = tile[row_of(2 * t() + 1, fragment)].values + first_column() + 2 * g();
#pragma unroll
    for (int j = 0; j < GROUPS; j++) {
      float2 x = *(const float2 *)(even + 16 * j);
      float2 y = *(const float2 *)(odd + 16 * j);
      multiply_add(sums[2 * j], factors[0], factors[1], factors[2], factors[3], x.x, y.x);
      multiply_add(sums[2 * j + 1], factors[0], factors[1], factors[2], factors[3], x.y, y.y);
    }
  }
}

/** Returns the sum over the four lanes that have columns of one row, the same bits on each of them. */
static inline __device__ float row_sum(float value) {
  value += __shfl_xor_sync(ALL_LANES, value, 2);
  return value + __shfl_xor_sync(ALL_LANES, value, 1);
}

/** Returns the largest value over the four lanes that have columns of one row, skipping NaN. */
static inline __device__ float row_max(float value) {
  value = fmaxf(value, __shfl_xor_sync(ALL_LANES, value, 2));
  return fmaxf(value, __shfl_xor_sync(ALL_LANES, value, 1));
}
