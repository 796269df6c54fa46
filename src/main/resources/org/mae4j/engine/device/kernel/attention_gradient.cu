// The gradient of attention.cu, which computes the weights again (Dao et al., arXiv 2205.14135).

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
  __shared__ Row key_tile[TILE];
  __shared__ Row value_tile[TILE];
  __shared__ Weights weights[WARPS];
  Place at = place(queries);
  size_t output = head_offset(at.pair, heads, queries, heads * width, width);
  size_t input = head_offset(at.pair, heads, queries, query_stride, width);
  key += head_offset(at.pair, heads, keys, key_stride, width);
  value += head_offset(at.pair, heads, keys, key_stride, width);
  Fetched next_own, next_gradient, next_key, next_value;
  float outputs[ROWS][COLUMNS];
  fetch(&next_own, OWN, query + input, at.first, queries, query_stride, width);
  fetch(&next_gradient, OWN, gradient + output, at.first, queries, heads * width, width);
  read(outputs, joined + output, at.first + at.warp * ROWS, queries, heads * width, width, at.lane);
  put(own, OWN, &next_own);
  put(own_gradient, OWN, &next_gradient);
  __syncthreads();
  float log_sum[ROWS];
  float mean[ROWS];
  float sums[ROWS][COLUMNS];
  clear(sums);
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
    int row = at.first + at.warp * ROWS + r;
    bool inside = row < queries;
    float along = 0;
#pragma unroll
    for (int c = 0; c < COLUMNS; c++) {
      along += own_gradient[at.warp * ROWS + r].values[c * WARP + at.lane] * outputs[r][c];
    }
    mean[r] = warp_sum(along);
    log_sum[r] = inside ? log_sums[(size_t)at.pair * queries + row] : INFINITY;
    if (at.lane == 0 && inside) {
      means[(size_t)at.pair * queries + row] = mean[r];
    }
  }
  for (int start = 0; start < keys; start += WARP) {
    fetch(&next_key, TILE, key, start, keys, key_stride, width);
    fetch(&next_value, TILE, value, start, keys, key_stride, width);
    next_tiles(key_tile, &next_key, value_tile, &next_value);
    float slope[ROWS];
    products(slope, value_tile + at.lane, own_gradient + at.warp * ROWS, width);
    float score[ROWS];
    products(score, key_tile + at.lane, own + at.warp * ROWS, width);
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      float weight = start + at.lane < keys ? expf(score[r] * scale - log_sum[r]) : 0.0f;
      weights[at.warp].values[r][at.lane] = weight * (slope[r] - mean[r]) * scale;
    }
    __syncwarp();
    accumulate(sums, weights + at.warp, key_tile, keys - start, at.lane);
  }
  store(sums, query_gradient + input, at.first + at.warp * ROWS, queries, query_stride, width, at.lane);
}

/** Writes the gradients of keys and values. One block for each tile of keys of each pair. */
extern "C" __global__ void attention_keys_gradient(
    int heads, int queries, int keys, int width, float scale, const float *__restrict__ query, int query_stride,
    const float *__restrict__ key, const float *__restrict__ value, int key_stride,
    const float *__restrict__ log_sums, const float *__restrict__ means, const float *__restrict__ gradient,
    float *__restrict__ key_gradient, float *__restrict__ value_gradient) {
  __shared__ Row own_key[OWN];
  __shared__ Row own_value[OWN];
  __shared__ Row query_tile[TILE];
  __shared__ Row gradient_tile[TILE];
  __shared__ Weights weights[WARPS];
  Place at = place(keys);
  size_t input = head_offset(at.pair, heads, keys, key_stride, width);
  query += head_offset(at.pair, heads, queries, query_stride, width);
  gradient += head_offset(at.pair, heads, queries, heads * width, width);
  Fetched next_key, next_value, next_query, next_gradient;
  fetch(&next_key, OWN, key + input, at.first, keys, key_stride, width);
  fetch(&next_value, OWN, value + input, at.first, keys, key_stride, width);
  put(own_key, OWN, &next_key);
  put(own_value, OWN, &next_value);
  float key_sums[ROWS][COLUMNS];
  float value_sums[ROWS][COLUMNS];
  clear(key_sums);
  clear(value_sums);
  for (int start = 0; start < queries; start += WARP) {
    bool inside = start + at.lane < queries;
    size_t index = (size_t)at.pair * queries + start + at.lane;
    float log_sum = inside ? log_sums[index] : INFINITY;
    float mean = inside ? means[index] : 0.0f;
    fetch(&next_query, TILE, query, start, queries, query_stride, width);
    fetch(&next_gradient, TILE, gradient, start, queries, heads * width, width);
    next_tiles(query_tile, &next_query, gradient_tile, &next_gradient);
    float weight[ROWS];
    products(weight, query_tile + at.lane, own_key + at.warp * ROWS, width);
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      weight[r] = expf(weight[r] * scale - log_sum);
      weights[at.warp].values[r][at.lane] = weight[r];
    }
    __syncwarp();
    accumulate(value_sums, weights + at.warp, gradient_tile, queries - start, at.lane);
    float slope[ROWS];
    products(slope, gradient_tile + at.lane, own_value + at.warp * ROWS, width);
    __syncwarp();
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      weights[at.warp].values[r][at.lane] = weight[r] * (slope[r] - mean) * scale;
    }
    __syncwarp();
    accumulate(key_sums, weights + at.warp, query_tile, queries - start, at.lane);
  }
  store(key_sums, key_gradient + input, at.first + at.warp * ROWS, keys, key_stride, width, at.lane);
  store(value_sums, value_gradient + input, at.first + at.warp * ROWS, keys, key_stride, width, at.lane);
}
