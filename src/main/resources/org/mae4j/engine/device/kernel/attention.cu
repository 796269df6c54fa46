// Attention of heads without writing the weights to memory (Dao et al., arXiv 2205.14135): tiles of keys pass through
// shared memory, and a softmax is corrected when a tile has a larger score.

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
  __shared__ Row key_tile[TILE];
  __shared__ Row value_tile[TILE];
  __shared__ Weights weights[WARPS];
  Place at = place(queries);
  key += head_offset(at.pair, heads, keys, key_stride, width);
  value += head_offset(at.pair, heads, keys, key_stride, width);
  query += head_offset(at.pair, heads, queries, query_stride, width);
  Fetched next_own, next_key, next_value;
  fetch(&next_own, OWN, query, at.first, queries, query_stride, width);
  put(own, OWN, &next_own);
  float sums[ROWS][COLUMNS];
  float largest[ROWS];
  float total[ROWS];
  clear(sums);
  for (int r = 0; r < ROWS; r++) {
    largest[r] = -INFINITY;
    total[r] = 0;
  }
  for (int start = 0; start < keys; start += WARP) {
    fetch(&next_key, TILE, key, start, keys, key_stride, width);
    fetch(&next_value, TILE, value, start, keys, key_stride, width);
    next_tiles(key_tile, &next_key, value_tile, &next_value);
    float score[ROWS];
    products(score, key_tile + at.lane, own + at.warp * ROWS, width);
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      float x = start + at.lane < keys ? score[r] * scale : -INFINITY;
      float top = fmaxf(largest[r], warp_max(x));
      float weight = expf(x - top);
      float kept = expf(largest[r] - top);
      largest[r] = top;
      total[r] = total[r] * kept + weight;
      weights[at.warp].values[r][at.lane] = weight;
#pragma unroll
      for (int c = 0; c < COLUMNS; c++) {
        sums[r][c] *= kept;
      }
    }
    __syncwarp();
    accumulate(sums, weights + at.warp, value_tile, keys - start, at.lane);
  }
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
    float sum = warp_sum(total[r]);
    int row = at.first + at.warp * ROWS + r;
    if (at.lane == 0 && row < queries) {
      log_sums[(size_t)at.pair * queries + row] = largest[r] + logf(sum);
    }
#pragma unroll
    for (int c = 0; c < COLUMNS; c++) {
      sums[r][c] /= sum;
    }
  }
  store(sums, joined + head_offset(at.pair, heads, queries, heads * width, width), at.first + at.warp * ROWS, queries,
        heads * width, width, at.lane);
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
