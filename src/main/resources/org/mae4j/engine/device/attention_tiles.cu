// Rows on their way from global memory through registers into shared memory.

/** A thread's part of up to 32 rows, in registers: a thread waits once for many reads of global memory. */
struct Fetched {
  float4 values[2 * COLUMNS];
};

/** The number of pieces of 16 bytes that each thread fetches of `count` rows: WARP or OWN, which must divide evenly. */
#define PIECES(count) ((count) * WIDTH / (4 * WARPS * WARP))

/** Starts reading `count` rows, with zeros where there is no row or no column. */
static inline __device__ void fetch(Fetched *target, int count, const float *source, int first, int end, int stride,
                                    int width) {
  bool aligned = width % 4 == 0 && stride % 4 == 0 && (size_t)source % 16 == 0;
#pragma unroll
  for (int i = 0; i < PIECES(count); i++) {
    int piece = i * WARPS * WARP + threadIdx.x;
    int row = first + piece / (WIDTH / 4);
    int column = piece % (WIDTH / 4) * 4;
    const float *from = source + (size_t)row * stride + column;
    int columns = row < end ? width - column : 0;
    float4 value = {0, 0, 0, 0};
    if (aligned) {
      if (columns > 0) {
        value = *(const float4 *)from;
      }
    } else {
      value.x = columns > 0 ? from[0] : 0;
      value.y = columns > 1 ? from[1] : 0;
      value.z = columns > 2 ? from[2] : 0;
      value.w = columns > 3 ? from[3] : 0;
    }
    target->values[i] = value;
  }
}

/** Copies `count` rows that were fetched into shared memory. */
static inline __device__ void put(Row *target, int count, const Fetched *source) {
#pragma unroll
  for (int i = 0; i < PIECES(count); i++) {
    int piece = i * WARPS * WARP + threadIdx.x;
    *(float4 *)(target[piece / (WIDTH / 4)].values + piece % (WIDTH / 4) * 4) = source->values[i];
  }
}

/** Replaces both tiles when all warps have read them, and returns when all of both is there. */
static inline __device__ void next_tiles(Row *tile, const Fetched *source, Row *other, const Fetched *other_source) {
  __syncthreads();
  put(tile, WARP, source);
  put(other, WARP, other_source);
  __syncthreads();
}
