// Products of matrices on tensor cores, for compute capability 8.0 and later. Factors are TF32: 32-bit floats with 10 bits
// of mantissa. A test for the CPU has its own versions of the two functions.

#ifdef __CUDACC__

/** Returns the nearest number that tensor cores multiply. */
static inline __device__ float rounded(float value) {
  unsigned int bits;
  asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(bits) : "f"(value));
  return __uint_as_float(bits);
}

/**
 * Adds the product of a matrix of 16×8 and one of 8×8 to one of 16×8. All lanes of a warp call it. With g = lane / 4 and
 * t = lane % 4, a lane has the elements (row, column)
 *
 * - a0 (g, t), a1 (g + 8, t), a2 (g, t + 4), a3 (g + 8, t + 4) of the first,
 * - b0 (t, g), b1 (t + 4, g) of the second,
 * - (g, 2t), (g, 2t + 1), (g + 8, 2t), (g + 8, 2t + 1) of the sums.
 *
 * PTX ISA, "Matrix Fragments for mma.m16n8k8", type .tf32. All factors must be rounded: lower bits are ignored.
 */
static inline __device__ void multiply_add(float *sums, float a0, float a1, float a2, float a3, float b0, float b1) {
  asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
               "{%0, %1, %2, %3};"
               : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
               : "r"(__float_as_uint(a0)), "r"(__float_as_uint(a1)), "r"(__float_as_uint(a2)),
                 "r"(__float_as_uint(a3)), "r"(__float_as_uint(b0)), "r"(__float_as_uint(b1)));
}

#endif
