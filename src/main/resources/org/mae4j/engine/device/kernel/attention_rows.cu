// Products of attention in 32 bits. A tile has a row for each lane, and WIDTH is a multiple of 32.

#define COLUMNS (WIDTH / WARP)

static inline __device__ float factor(float value) {
  return value;
}

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
