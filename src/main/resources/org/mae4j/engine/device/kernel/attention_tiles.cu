// Rows of attention in shared memory, and on their way there from global memory through registers.
//
// A block has WARPS warps, and a warp has ROWS rows of its own: queries, or keys in a kernel of their gradients. Rows of
// the other side come in tiles of TILE rows. WIDTH is the width of a head, rounded up. All are set by the caller. Strides
// are the elements from one token to the next.

// Rows begin at multiples of 16 bytes. Eight lanes that read 16 bytes of eight rows in sequence read different banks.
#define PITCH (WIDTH + 4)
#define OWN (WARPS * ROWS)

struct alignas(16) Row {
  float values[PITCH];
};

/** Returns a number as the kernel multiplies it. */
static inline __device__ float factor(float value);

/** Returns whether rows can be read and written by 16 bytes. */
static inline __device__ bool is_aligned(const float *first, int stride, int width) {
  return width % 4 == 0 && stride % 4 == 0 && (size_t)first % 16 == 0;
}

/** The number of pieces of 16 bytes that each thread fetches of `count` rows: TILE or OWN, which must divide evenly. */
#define PIECES(count) ((count) * WIDTH / (4 * WARPS * WARP))

/** A thread's part of up to TILE rows, in registers: a thread waits once for many reads of global memory. */
struct Fetched {
  float4 values[PIECES(TILE)];
};

/** Starts reading `count` rows, with zeros where there is no row or no column. */
static inline __device__ void fetch(Fetched *target, int count, const float *source, int first, int end, int stride,
                                    int width) {
  bool aligned = is_aligned(source, stride, width);
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
    float4 value = source->values[i];
    float4 factors = {factor(value.x), factor(value.y), factor(value.z), factor(value.w)};
    *(float4 *)(target[piece / (WIDTH / 4)].values + piece % (WIDTH / 4) * 4) = factors;
  }
}

/** Replaces both tiles when all warps have read them, and returns when all of both is there. */
static inline __device__ void next_tiles(Row *tile, const Fetched *source, Row *other, const Fetched *other_source) {
  __syncthreads();
  put(tile, TILE, source);
  put(other, TILE, other_source);
  __syncthreads();
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
