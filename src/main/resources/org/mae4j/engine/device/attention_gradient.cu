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
  __shared__ Row tile[WARP];
  __shared__ Weights weights[WARPS];
  Place at = place(queries);
  size_t output = head_offset(at.pair, heads, queries, heads * width, width);
  size_t input = head_offset(at.pair, heads, queries, query_stride, width);
  key += head_offset(at.pair, heads, keys, key_stride, width);
  value += head_offset(at.pair, heads, keys, key_stride, width);
  load(own, OWN, query + input, at.first, queries, query_stride, width);
  load(own_gradient, OWN, gradient + output, at.first, queries, heads * width, width);
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
    for (int c = at.lane; inside && c < width; c += WARP) {
      along += own_gradient[at.warp * ROWS + r].values[c] * joined[output + (size_t)row * heads * width + c];
    }
    mean[r] = warp_sum(along);
    log_sum[r] = inside ? log_sums[(size_t)at.pair * queries + row] : INFINITY;
    if (at.lane == 0 && inside) {
      means[(size_t)at.pair * queries + row] = mean[r];
    }
  }
  for (int start = 0; start < keys; start += WARP) {
    next_tile(tile, value, start, keys, key_stride, width);
    float slope[ROWS];
    products(slope, tile + at.lane, own_gradient + at.warp * ROWS, width);
    next_tile(tile, key, start, keys, key_stride, width);
    float score[ROWS];
    products(score, tile + at.lane, own + at.warp * ROWS, width);
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      float weight = start + at.lane < keys ? expf(score[r] * scale - log_sum[r]) : 0.0f;
      weights[at.warp].values[r][at.lane] = weight * (slope[r] - mean[r]) * scale;
    }
    __syncwarp();
    accumulate(sums, weights + at.warp, tile, at.lane);
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
  __shared__ Row tile[WARP];
  __shared__ Weights weights[WARPS];
  Place at = place(keys);
  size_t input = head_offset(at.pair, heads, keys, key_stride, width);
  query += head_offset(at.pair, heads, queries, query_stride, width);
  gradient += head_offset(at.pair, heads, queries, heads * width, width);
  load(own_key, OWN, key + input, at.first, keys, key_stride, width);
  load(own_value, OWN, value + input, at.first, keys, key_stride, width);
  float key_sums[ROWS][COLUMNS];
  float value_sums[ROWS][COLUMNS];
  clear(key_sums);
  clear(value_sums);
  for (int start = 0; start < queries; start += WARP) {
    bool inside = start + at.lane < queries;
    size_t index = (size_t)at.pair * queries + start + at.lane;
    float log_sum = inside ? log_sums[index] : INFINITY;
    float mean = inside ? means[index] : 0.0f;
    next_tile(tile, query, start, queries, query_stride, width);
    float weight[ROWS];
    products(weight, tile + at.lane, own_key + at.warp * ROWS, width);
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      weight[r] = expf(weight[r] * scale - log_sum);
      weights[at.warp].values[r][at.lane] = weight[r];
    }
    next_tile(tile, gradient, start, queries, heads * width, width);
    accumulate(value_sums, weights + at.warp, tile, at.lane);
    float slope[ROWS];
    products(slope, tile + at.lane, own_value + at.warp * ROWS, width);
    __syncthreads();
#pragma unroll
    for (int r = 0; r < ROWS; r++) {
      weights[at.warp].values[r][at.lane] = weight[r] * (slope[r] - mean) * scale;
    }
    load(tile, WARP, query, start, queries, query_stride, width);
    __syncthreads();
    accumulate(key_sums, weights + at.warp, tile, at.lane);
  }
  store(key_sums, key_gradient + input, at.first + at.warp * ROWS, keys, key_stride, width, at.lane);
  store(value_sums, value_gradient + input, at.first + at.warp * ROWS, keys, key_stride, width, at.lane);
}
