// attention.cu on tensor cores.

/** Masks scores of keys that are not there. Returns the weights of a tile in their place, and corrects what was summed. */
static inline __device__ void weigh(float (*scores)[4], float scale, int left, float *largest, float *total,
                                    float (*sums)[4]) {
#pragma unroll
  for (int half = 0; half < 2; half++) {
    float top = largest[half];
#pragma unroll
    for (int i = 0; i < TILE / 4; i++) {
      int key = i / 4 * 16 + row_of(2 * t() + i % 2, i / 2 % 2);
      float *score = scores[i / 2] + 2 * half + i % 2;
      *score = key < left ? *score * scale : -INFINITY;
      top = fmaxf(top, *score);
    }
    top = row_max(top);
    float kept = expf(largest[half] - top);
    largest[half] = top;
    total[half] *= kept;
#pragma unroll
    for (int i = 0; i < TILE / 4; i++) {
      float *score = scores[i / 2] + 2 * half + i % 2;
      *score = expf(*score - top);
      total[half] += *score;
    }
#pragma unroll
    for (int i = 0; i < 4 * GROUPS; i++) {
      sums[i / 2][2 * half + i % 2] *= kept;
    }
  }
}

/** As in attention.cu: the joined heads, and the logarithms of the sums of exponentials. */
extern "C" __global__ void attention(int heads, int queries, int keys, int width, float scale,
                                     const float *__restrict__ query, int query_stride,
                                     const float *__restrict__ key, const float *__restrict__ value, int key_stride,
                                     float *__restrict__ joined, float *__restrict__ log_sums) {
  __shared__ Row key_tile[TILE];
  __shared__ Row value_tile[TILE];
  Place at = place(queries);
  int first = first_row(&at);
  key += head_offset(at.pair, heads, keys, key_stride, width);
  value += head_offset(at.pair, heads, keys, key_stride, width);
  query += head_offset(at.pair, heads, queries, query_stride, width);
  Fetched next_key, next_value;
  fetch(&next_key, TILE, key, 0, keys, key_stride, width);
  fetch(&next_value, TILE, value, 0, keys, key_stride, width);
  float4 own[GROUPS][2];
  read(own, query, first, queries, query_stride, width);
  round_all(own);
  float sums[2 * GROUPS][4];
  clear(sums, 2 * GROUPS);
  float largest[2] = {-INFINITY, -INFINITY};
  float total[2] = {0, 0};
  for (int start = 0; start < keys; start += TILE) {
    next_tiles(key_tile, &next_key, value_tile, &next_value);
    fetch(&next_key, TILE, key, start + TILE, keys, key_stride, width);
    fetch(&next_value, TILE, value, start + TILE, keys, key_stride, width);
    float scores[TILE / 8][4];
    if (first < queries) {
#pragma unroll
      for (int i = 0; i < TILE / 16; i++) {
        products(scores + 2 * i, own, key_tile + 16 * i);
      }
    }
    join(scores[0], TILE / 2);
    if (first < queries) {
      weigh(scores, scale, keys - start, largest, total, sums);
#pragma unroll
      for (int i = 0; i < TILE / 16; i++) {
        accumulate(sums, scores + 2 * i, value_tile + 16 * i);
      }
    }
  }
#pragma unroll
  for (int half = 0; half < 2; half++) {
    float sum = row_sum(total[half]);
    int row = first + g() + 8 * half;
    if (t() == 0 && first_column() == 0 && row < queries) {
      log_sums[(size_t)at.pair * queries + row] = largest[half] + logf(sum);
    }
#pragma unroll
    for (int i = 0; i < 4 * GROUPS; i++) {
      sums[i / 2][2 * half + i % 2] /= sum;
    }
  }
  store(sums, joined + head_offset(at.pair, heads, queries, heads * width, width), first, queries, heads * width,
        width);
}
