// Rows of attention in shared memory and in registers.
//
// A block has WARPS warps, and a warp has ROWS rows of its own: queries, or keys in attention_gradient.cu. Rows of the
// other side come in tiles of 32, one for each lane. COLUMNS is the width of a head divided by 32, rounded up. All are
// set by the caller. Strides are the elements from one token to the next.

#define WIDTH (COLUMNS * WARP)
// Rows begin at multiples of 16 bytes, and eight lanes that read 16 bytes of eight rows read different banks.
#define PITCH (WIDTH + 4)
#define OWN (WARPS * ROWS)

struct alignas(16) Row {
  float values[PITCH];
};

/** Returns the products of a row with each of the warp's own rows. */
static inline __device__ void products(float *sums, const Row *row, const Row *own, int width) {
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
    sums[r] = 0;
  }
#pragma unroll 4
  for (int i = 0; i < width; i += 4) {
    float4 x = *(const float4 *)(row->values + i);
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      float4 y = *(const float4 *)(own[r].values + i);
      sums[r] += x.x * y.x + x.y * y.y + x.z * y.z + x.w * y.w;
    }
  }
}

/** Weights of the rows of a tile for each of a warp's own rows. */
struct alignas(16) Weights {
  float values[ROWS][WARP];
};

/** Adds the weighted `count` rows of a tile to each of the warp's own rows, of which a lane has every 32nd column. */
static inline __device__ void accumulate(float (*sums)[COLUMNS], const Weights *weights, const Row *tile, int count,
                                         int lane) {
  for (int j = 0; j < WARP && j < count; j += 4) {
    float x[4][COLUMNS];
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
      for (int c = 0; c < COLUMNS; c++) {
        x[i][c] = tile[j + i].values[c * WARP + lane];
      }
    }
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      float4 w = *(const float4 *)(weights->values[r] + j);
#pragma unroll
      for (int c = 0; c < COLUMNS; c++) {
        sums[r][c] += w.x * x[0][c] + w.y * x[1][c] + w.z * x[2][c] + w.w * x[3][c];
      }
    }
  }
}

static inline __device__ void clear(float (*sums)[COLUMNS]) {
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
#pragma unroll
    for (int c = 0; c < COLUMNS; c++) {
      sums[r][c] = 0;
    }
  }
}

/** Reads the rows from `first` on, with zeros where there is no row or no column. */
static inline __device__ void read(float (*values)[COLUMNS], const float *source, int first, int end, int stride,
                                   int width, int lane) {
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
#pragma unroll
    for (int c = 0; c < COLUMNS; c++) {
      int column = c * WARP + lane;
      bool inside = first + r < end && column < width;
      values[r][c] = inside ? source[(size_t)(first + r) * stride + column] : 0.0f;
    }
  }
}

/** Writes sums to the rows from `first` on. */
static inline __device__ void store(float (*sums)[COLUMNS], float *target, int first, int end, int stride, int width,
                                    int lane) {
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
#pragma unroll
    for (int c = 0; c < COLUMNS; c++) {
      int column = c * WARP + lane;
      if (first + r < end && column < width) {
        target[(size_t)(first + r) * stride + column] = sums[r][c];
      }
    }
  }
}

/** The first element of a head of a sequence. */
static inline __device__ size_t head_offset(unsigned int pair, int heads, int tokens, int stride, int width) {
  return (size_t)(pair / heads) * tokens * stride + (size_t)(pair % heads) * width;
}

/** Where a warp computes. */
struct Place {
  int lane;
  int warp;
  /** The number of the pair of a sequence and a head. */
  unsigned int pair;
  /** The first row of the block. */
  int first;
};

/** Returns the place of a warp in a grid with a block for each OWN of the `rows` rows of each pair. */
static inline __device__ Place place(int rows) {
  int tiles = (rows + OWN - 1) / OWN;
  Place place;
  place.lane = threadIdx.x % WARP;
  place.warp = threadIdx.x / WARP;
  place.pair = blockIdx.x / tiles;
  place.first = (int)(blockIdx.x % tiles) * OWN;
  return place;
}
