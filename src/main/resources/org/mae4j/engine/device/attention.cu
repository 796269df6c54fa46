// Attention of heads and its gradient without writing the weights to memory (Dao et al., arXiv 2205.14135): tiles of
// keys pass through shared memory, and a softmax is corrected when a tile has a larger score.
//
// A block has WARPS warps, and a warp has ROWS rows of its own: queries, or keys in attention_keys_gradient. Rows of the
// other side come in tiles of 32, one for each lane. COLUMNS is the width of a head divided by 32, rounded up. Both
// constants are set by the caller. Strides are the elements from one token to the next.

#define WARPS 4
#define WIDTH (COLUMNS * WARP)
// Rows begin at multiples of 16 bytes, and eight lanes that read 16 bytes of eight rows read different banks.
#define PITCH (WIDTH + 4)
#define OWN (WARPS * ROWS)

struct alignas(16) Row {
  float values[PITCH];
};

/** Copies `count` rows into shared memory, with zeros where there is no row or no column. */
static __device__ void load(Row *target, int count, const float *source, int first, int end, int stride, int width) {
  for (int i = threadIdx.x; i < count * WIDTH; i += WARPS * WARP) {
    int row = i / WIDTH;
    int column = i % WIDTH;
    bool inside = first + row < end && column < width;
    target[row].values[column] = inside ? source[(size_t)(first + row) * stride + column] : 0.0f;
  }
}

/** Returns the products of a row with each of the warp's own rows. */
static __device__ void products(float *sums, const Row *row, const Row *own, int width) {
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

/** Adds the weighted rows of a tile to each of the warp's own rows, of which a lane has every 32nd column. */
static __device__ void accumulate(float (*sums)[COLUMNS], const Weights *weights, const Row *tile, int lane) {
  for (int j = 0; j < WARP; j += 4) {
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

static __device__ void clear(float (*sums)[COLUMNS]) {
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
#pragma unroll
    for (int c = 0; c < COLUMNS; c++) {
      sums[r][c] = 0;
    }
  }
}

/** Writes sums to the rows from `first` on. */
static __device__ void store(float (*sums)[COLUMNS], float *target, int first, int end, int stride, int width,
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
static __device__ size_t head_offset(unsigned int pair, int heads, int tokens, int stride, int width) {
  return (size_t)(pair / heads) * tokens * stride + (size_t)(pair % heads) * width;
}

/**
 * Writes the joined heads, and for each query the logarithm of the sum of the exponentials of its scores, from which
 * the gradient computes the weights again, [pairs, queries]. One block for each tile of queries of each pair of a
 * sequence and a head.
 */
extern "C" __global__ void attention(int heads, int queries, int keys, int width, float scale,
                                     const float *__restrict__ query, int query_stride,
                                     const float *__restrict__ key, const float *__restrict__ value, int key_stride,
                                     float *__restrict__ joined, float *__restrict__ log_sums) {
  __shared__ Row own[OWN];
  __shared__ Row tile[WARP];
  __shared__ Weights weights[WARPS];
  int lane = threadIdx.x % WARP;
  int warp = threadIdx.x / WARP;
  int tiles = (queries + OWN - 1) / OWN;
  unsigned int pair = blockIdx.x / tiles;
  int first = (int)(blockIdx.x % tiles) * OWN;
  key += head_offset(pair, heads, keys, key_stride, width);
  value += head_offset(pair, heads, keys, key_stride, width);
  load(own, OWN, query + head_offset(pair, heads, queries, query_stride, width), first, queries, query_stride, width);
  float sums[ROWS][COLUMNS];
  float largest[ROWS];
  float total[ROWS];
  clear(sums);
  for (int r = 0; r < ROWS; r++) {
    largest[r] = -INFINITY;
    total[r] = 0;
  }
  for (int start = 0; start < keys; start += WARP) {
    __syncthreads();
    load(tile, WARP, key, start, keys, key_stride, width);
    __syncthreads();
    float score[ROWS];
    products(score, tile + lane, own + warp * ROWS, width);
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      float x = start + lane < keys ? score[r] * scale : -INFINITY;
      float top = fmaxf(largest[r], warp_max(x));
      float weight = expf(x - top);
      float kept = expf(largest[r] - top);
      largest[r] = top;
      total[r] = total[r] * kept + weight;
      weights[warp].values[r][lane] = weight;
#pragma unroll
      for (int c = 0; c < COLUMNS; c++) {
        sums[r][c] *= kept;
      }
    }
    __syncthreads();
    load(tile, WARP, value, start, keys, key_stride, width);
    __syncthreads();
    accumulate(sums, weights + warp, tile, lane);
  }
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
    float sum = warp_sum(total[r]);
    int row = first + warp * ROWS + r;
    if (lane == 0 && row < queries) {
      log_sums[(size_t)pair * queries + row] = largest[r] + logf(sum);
    }
#pragma unroll
    for (int c = 0; c < COLUMNS; c++) {
      sums[r][c] /= sum;
    }
  }
  store(sums, joined + head_offset(pair, heads, queries, heads * width, width), first + warp * ROWS, queries,
        heads * width, width, lane);
}

/** Writes the weights, [pairs, queries, keys]; one thread for each. */
extern "C" __global__ void attention_weights(unsigned int count, int heads, int queries, int keys, int width,
                                             float scale, const float *__restrict__ query, int query_stride,
                                             const float *__restrict__ key, int key_stride,
                                             const float *__restrict__ log_sums, float *__restrict__ weights) {
  unsigned int i = thread_number();
  if (i < count) {
    unsigned int row = i / keys;
    unsigned int pair = row / queries;
    const float *x = query + head_offset(pair, heads, queries, query_stride, width) +
                     (size_t)(row % queries) * query_stride;
    const float *y = key + head_offset(pair, heads, keys, key_stride, width) + (size_t)(i % keys) * key_stride;
    float score = 0;
    for (int c = 0; c < width; c++) {
      score += x[c] * y[c];
    }
    weights[i] = expf(score * scale - log_sums[row]);
  }
}

/**
 * Writes the gradient of the queries; and for each query the product of its output and the gradient of that, which is
 * the mean of the gradients of its weights, [pairs, queries]. Blocks as in attention.
 */
extern "C" __global__ void attention_queries_gradient(
    int heads, int queries, int keys, int width, float scale, const float *__restrict__ query, int query_stride,
    const float *__restrict__ key, const float *__restrict__ value, int key_stride,
    const float *__restrict__ log_sums, const float *__restrict__ joined, const float *__restrict__ gradient,
    float *__restrict__ query_gradient, float *__restrict__ means) {
  __shared__ Row own[OWN];
  __shared__ Row own_gradient[OWN];
  __shared__ Row tile[WARP];
  __shared__ Weights weights[WARPS];
  int lane = threadIdx.x % WARP;
  int warp = threadIdx.x / WARP;
  int tiles = (queries + OWN - 1) / OWN;
  unsigned int pair = blockIdx.x / tiles;
  int first = (int)(blockIdx.x % tiles) * OWN;
  size_t output = head_offset(pair, heads, queries, heads * width, width);
  size_t input = head_offset(pair, heads, queries, query_stride, width);
  key += head_offset(pair, heads, keys, key_stride, width);
  value += head_offset(pair, heads, keys, key_stride, width);
  load(own, OWN, query + input, first, queries, query_stride, width);
  load(own_gradient, OWN, gradient + output, first, queries, heads * width, width);
  __syncthreads();
  float log_sum[ROWS];
  float mean[ROWS];
  float sums[ROWS][COLUMNS];
  clear(sums);
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
    int row = first + warp * ROWS + r;
    bool inside = row < queries;
    float along = 0;
    for (int c = lane; inside && c < width; c += WARP) {
      along += own_gradient[warp * ROWS + r].values[c] * joined[output + (size_t)row * heads * width + c];
    }
    mean[r] = warp_sum(along);
    log_sum[r] = inside ? log_sums[(size_t)pair * queries + row] : INFINITY;
    if (lane == 0 && inside) {
      means[(size_t)pair * queries + row] = mean[r];
    }
  }
  for (int start = 0; start < keys; start += WARP) {
    __syncthreads();
    load(tile, WARP, value, start, keys, key_stride, width);
    __syncthreads();
    float slope[ROWS];
    products(slope, tile + lane, own_gradient + warp * ROWS, width);
    __syncthreads();
    load(tile, WARP, key, start, keys, key_stride, width);
    __syncthreads();
    float score[ROWS];
    products(score, tile + lane, own + warp * ROWS, width);
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      float weight = start + lane < keys ? expf(score[r] * scale - log_sum[r]) : 0.0f;
      weights[warp].values[r][lane] = weight * (slope[r] - mean[r]) * scale;
    }
    __syncwarp();
    accumulate(sums, weights + warp, tile, lane);
  }
  store(sums, query_gradient + input, first + warp * ROWS, queries, query_stride, width, lane);
}

/** Writes the gradients of keys and values. One block for each tile of keys of each pair. */
extern "C" __global__ void attention_keys_gradient(
    int heads, int queries, int keys, int width, float scale, const float *__restrict__ query, int query_stride,
    const float *__restrict__ key, const float *__restrict__ value, int key_stride,
    const float *__restrict__ log_sums, const float *__restrict__ means, const float *__restrict__ gradient,
    float *__restrict__ key_gradient, float *__restrict__ value_gradient) {
  __shared__ Row own_key[OWN];
  __shared__ Row own_value[OWN];
  __shared__ Row tile[WARP];
  __shared__ Weights weights[WARPS];
  int lane = threadIdx.x % WARP;
  int warp = threadIdx.x / WARP;
  int tiles = (keys + OWN - 1) / OWN;
  unsigned int pair = blockIdx.x / tiles;
  int first = (int)(blockIdx.x % tiles) * OWN;
  size_t input = head_offset(pair, heads, keys, key_stride, width);
  query += head_offset(pair, heads, queries, query_stride, width);
  gradient += head_offset(pair, heads, queries, heads * width, width);
  load(own_key, OWN, key + input, first, keys, key_stride, width);
  load(own_value, OWN, value + input, first, keys, key_stride, width);
  float key_sums[ROWS][COLUMNS];
  float value_sums[ROWS][COLUMNS];
  clear(key_sums);
  clear(value_sums);
  for (int start = 0; start < queries; start += WARP) {
    bool inside = start + lane < queries;
    size_t place = (size_t)pair * queries + start + lane;
    float log_sum = inside ? log_sums[place] : INFINITY;
    float mean = inside ? means[place] : 0.0f;
    __syncthreads();
    load(tile, WARP, query, start, queries, query_stride, width);
    __syncthreads();
    float weight[ROWS];
    products(weight, tile + lane, own_key + warp * ROWS, width);
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      weight[r] = expf(weight[r] * scale - log_sum);
      weights[warp].values[r][lane] = weight[r];
    }
    __syncthreads();
    load(tile, WARP, gradient, start, queries, heads * width, width);
    __syncthreads();
    accumulate(value_sums, weights + warp, tile, lane);
    float slope[ROWS];
    products(slope, tile + lane, own_value + warp * ROWS, width);
    __syncthreads();
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      weights[warp].values[r][lane] = weight[r] * (slope[r] - mean) * scale;
    }
    load(tile, WARP, query, start, queries, query_stride, width);
    __syncthreads();
    accumulate(key_sums, weights + warp, tile, lane);
  }
  store(key_sums, key_gradient + input, first + warp * ROWS, keys, key_stride, width, lane);
  store(value_sums, value_gradient + input, first + warp * ROWS, keys, key_stride, width, lane);
}
