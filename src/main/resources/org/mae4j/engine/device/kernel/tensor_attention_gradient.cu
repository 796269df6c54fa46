// attention_gradient.cu on tensor cores.

/** As in attention_gradient.cu: the gradient of the queries, and the means of the gradients of their weights. */
extern "C" __global__ void attention_queries_gradient(
    int heads, int queries, int keys, int width, float scale, const float *__restrict__ query, int query_stride,
    const float *__restrict__ key, const float *__restrict__ value, int key_stride,
    const float *__restrict__ log_sums, const float *__restrict__ joined, const float *__restrict__ gradient,
    float *__restrict__ query_gradient, float *__restrict__ means) {
  __shared__ Row key_tile[TILE];
  __shared__ Row value_tile[TILE];
  Place at = place(queries);
  int first = first_row(&at);
  size_t output = head_offset(at.pair, heads, queries, heads * width, width);
  size_t input = head_offset(at.pair, heads, queries, query_stride, width);
  key += head_offset(at.pair, heads, keys, key_stride, width);
  value += head_offset(at.pair, heads, keys, key_stride, width);
  Fetched next_key, next_value;
  fetch(&next_key, TILE, key, 0, keys, key_stride, width);
  fetch(&next_value, TILE, value, 0, keys, key_stride, width);
  float4 own[GROUPS][2];
  float4 own_gradient[GROUPS][2];
  read(own, joined + output, first, queries, heads * width, width);
  read(own_gradient, gradient + output, first, queries, heads * width, width);
  float mean[2] = {0, 0};
#pragma unroll
  for (int i = 0; i < 2 * GROUPS; i++) {
    float4 x = own[i / 2][i % 2];
    float4 y = own_gradient[i / 2][i % 2];
    mean[i % 2] += x.x * y.x + x.y * y.y + x.z * y.z + x.w * y.w;
  }
  join(mean, 2);
  float log_sum[2];
#pragma unroll
  for (int half = 0; half < 2; half++) {
    int row = first + g() + 8 * half;
    size_t index = (size_t)at.pair * queries + row;
    mean[half] = row_sum(mean[half]);
    log_sum[half] = row < queries ? log_sums[index] : INFINITY;
    if (t() == 0 && first_column() == 0 && row < queries) {
      means[index] = mean[half];
    }
  }
  read(own, query + input, first, queries, query_stride, width);
  round_all(own);
  round_all(own_gradient);
  float sums[2 * GROUPS][4];
  clear(sums, 2 * GROUPS);
  for (int start = 0; start < keys; start += TILE) {
    next_tiles(key_tile, &next_key, value_tile, &next_value);
    fetch(&next_key, TILE, key, start + TILE, keys, key_stride, width);
    fetch(&next_value, TILE, value, start + TILE, keys, key_stride, width);
#pragma unroll 1
    for (int from = 0; from < TILE && start + from < keys; from += 16) {
      float scores[4][4];
      if (first < queries) {
        products(scores, own, key_tile + from);
        products(scores + 2, own_gradient, value_tile + from);
      }
      join(scores[0], 16);
      if (first < queries) {
#pragma unroll
        for (int i = 0; i < 8; i++) {
          float *score = scores[i / 4] + i % 4;
          bool inside = start + from + row_of(2 * t() + i % 2, i / 4) < keys;
          float weight = inside ? expf(*score * scale - log_sum[i / 2 % 2]) : 0.0f;
          *score = weight * (scores[2 + i / 4][i % 4] - mean[i / 2 % 2]) * scale;
        }
        accumulate(sums, scores, key_tile + from);
      }
    }
  }
  store(sums, query_gradient + input, first, queries, query_stride, width);
}

/** As in attention_gradient.cu: the gradients of keys and values. */
extern "C" __global__ void attention_keys_gradient(
    int heads, int queries, int keys, int width, float scale, const float *__restrict__ query, int query_stride,
    const float *__restrict__ key, const float *__restrict__ value, int key_stride,
    const float *__restrict__ log_sums, const float *__restrict__ means, const float *__restrict__ gradient,
    float *__restrict__ key_gradient, float *__restrict__ value_gradient) {
  __shared__ Row query_tile[TILE];
  __shared__ Row gradient_tile[TILE];
  Place at = place(keys);
  int first = first_row(&at);
  size_t input = head_offset(at.pair, heads, keys, key_stride, width);
  query += head_offset(at.pair, heads, queries, query_stride, width);
  gradient += head_offset(at.pair, heads, queries, heads * width, width);
  log_sums += (size_t)at.pair * queries;
  means += (size_t)at.pair * queries;
  Fetched next_query, next_gradient;
  fetch(&next_query, TILE, query, 0, queries, query_stride, width);
  fetch(&next_gradient, TILE, gradient, 0, queries, heads * width, width);
  float4 own_key[GROUPS][2];
  float4 own_value[GROUPS][2];
  read(own_key, key + input, first, keys, key_stride, width);
  read(own_value, value + input, first, keys, key_stride, width);
  round_all(own_key);
  round_all(own_value);
  float key_sums[2 * GROUPS][4];
  float value_sums[2 * GROUPS][4];
  clear(key_sums, 2 * GROUPS);
  clear(value_sums, 2 * GROUPS);
  for (int start = 0; start < queries; start += TILE) {
    next_tiles(query_tile, &next_query, gradient_tile, &next_gradient);
    fetch(&next_query, TILE, query, start + TILE, queries, query_stride, width);
    fetch(&next_gradient, TILE, gradient, start + TILE, queries, heads * width, width);
#pragma unroll 1
    for (int from = 0; from < TILE && start + from < queries; from += 16) {
      float scores[4][4];
      if (first < keys) {
        products(scores, own_key, query_tile + from);
        products(scores + 2, own_value, gradient_tile + from);
      }
      join(scores[0], 16);
      float log_sum[4];
      float mean[4];
#pragma unroll
      for (int i = 0; i < 4; i++) {
        int row = start + from + row_of(2 * t() + i % 2, i / 2);
        log_sum[i] = row < queries ? log_sums[row] : INFINITY;
        mean[i] = row < queries ? means[row] : 0.0f;
      }
      if (first < keys) {
#pragma unroll
        for (int i = 0; i < 8; i++) {
          float *score = scores[i / 4] + i % 4;
          float *slope = scores[2 + i / 4] + i % 4;
          int query_number = i / 4 * 2 + i % 2;
          *score = expf(*score * scale - log_sum[query_number]);
          *slope = *score * (*slope - mean[query_number]) * scale;
        }
        accumulate(value_sums, scores, gradient_tile + from);
        accumulate(key_sums, scores + 2, query_tile + from);
      }
    }
  }
  store(key_sums, key_gradient + input, first, keys, key_stride, width);
  store(value_sums, value_gradient + input, first, keys, key_stride, width);
}
