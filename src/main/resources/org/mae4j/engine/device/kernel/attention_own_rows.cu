// A lane's part of a warp's own rows on tensor cores: their way from global memory to factors, and of sums to global
// memory.

/** Returns four neighbors of a row, with zeros after the first `columns` of them. */
static inline __device__ float4 read_four(const float *from, int columns, bool aligned) {
  if (aligned && columns > 0) {
    return *(const float4 *)from;
  }
  return {columns > 0 ? from[0] : 0, columns > 1 ? from[1] : 0, columns > 2 ? from[2] : 0,
          columns > 3 ? from[3] : 0};
}

/** Reads own rows, with zeros where there is no row or no column. */
static inline __device__ void read(float4 (*own)[2], const float *source, int first, int end, int stride, int width) {
  bool aligned = is_aligned(source, stride, width);
#pragma unroll
  for (int j = 0; j < GROUPS; j++) {
#pragma unroll
    for (int half = 0; half < 2; half++) {
      int row = first + g() + 8 * half;
      int column = first_column() + 16 * j + 4 * t();
      own[j][half] = read_four(source + (size_t)row * stride + column, row < end ? width - column : 0, aligned);
    }
  }
}

/** Rounds own rows to factors. */
static inline __device__ void round_all(float4 (*own)[2]) {
#pragma unroll
  for (int i = 0; i < 2 * GROUPS; i++) {
    float4 *four = own[i / 2] + i % 2;
    *four = {factor(four->x), factor(four->y), factor(four->z), factor(four->w)};
  }
}

/** Writes the first `columns` of four neighbors of a row. */
static inline __device__ void write_four(float *to, float4 value, int columns, bool aligned) {
  if (aligned && columns > 0) {
    *(float4 *)to = value;
  } else if (columns > 0) {
    float values[4] = {value.x, value.y, value.z, value.w};
#pragma unroll
    for (int i = 0; i < 4; i++) {
      if (i < columns) {
        to[i] = values[i];
      }
    }
  }
}

/** Writes sums of own rows. */
static inline __device__ void store(const float (*sums)[4], float *target, int first, int end, int stride, int width) {
  bool aligned = is_aligned(target, stride, width);
#pragma unroll
  for (int j = 0; j < GROUPS; j++) {
#pragma unroll
    for (int half = 0; half < 2; half++) {
      const float *even = sums[2 * j] + 2 * half;
      const float *odd = sums[2 * j + 1] + 2 * half;
      int row = first + g() + 8 * half;
      int column = first_column() + 16 * j + 4 * t();
      write_four(target + (size_t)row * stride + column, {even[0], odd[0], even[1], odd[1]},
                 row < end ? width - column : 0, aligned);
    }
  }
}
