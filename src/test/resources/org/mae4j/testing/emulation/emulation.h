// Runs CUDA kernels on the CPU, for tests: one block after another, and the threads of a block as fibers, each of which
// runs to its next barrier. Shared memory is full of NaN at the start of a block. A launch fails if an address is not a
// multiple of what a GPU needs for the type, beside a block of the memory of the device, or outside of an array with a known
// size. A source is compiled after this header; EMULATE(kernel) defines the function that launches a kernel.

#include <cmath>
#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ucontext.h>
#include <utility>

#define __global__
#define __device__
#define __shared__ static __attribute__((section("shared_memory")))
#define __forceinline__ inline
/** Functions of the emulation, whose accesses are no kernel's. */
#define UNCHECKED __attribute__((no_sanitize("kernel-address")))

struct Dimensions {
  unsigned int x, y, z;
};

struct alignas(8) float2 {
  float x, y;
};

struct alignas(16) float4 {
  float x, y, z, w;
};

static Dimensions gridDim, blockDim, blockIdx, threadIdx;

/** The first byte of all shared arrays of the source, and the end, by the linker; null if there are none. */
extern "C" __attribute__((weak, visibility("hidden"))) char __start_shared_memory[], __stop_shared_memory[];

namespace emulation {

const int MOST_THREADS = 1024;
const int LANES = 32;
const size_t STACK = 64 * 1024;

/** Counts the threads that have come to a barrier; the last one lets all of them pass. */
struct Barrier {
  int expected, arrived;
  unsigned int passed;
};

struct Fiber {
  ucontext_t start;
  jmp_buf here;
  bool created, done;
};

static Fiber fibers[MOST_THREADS];
alignas(64) static char stacks[MOST_THREADS][STACK];
static jmp_buf scheduler;
static ucontext_t creator;
static int current;
static bool progress;
static bool wrong_access;
static Barrier block_barrier, warp_barriers[MOST_THREADS / LANES];
/** Two values of each thread in turn: the second to come is written when all threads of a warp have read the first. */
static uint64_t exchanged[2][MOST_THREADS];
static int turns[MOST_THREADS];
/** The factors of each thread in turn: four of a matrix of 16×8, two of one of 8×8. */
static float factors[2][MOST_THREADS][6];
/**
 * The blocks of memory of the device in the order of their addresses: their number, then for each of them the addresses of
 * the guard before it, of its first byte, of the guard behind it, and of the end of that.
 */
static const uint64_t *blocks;
static void (*body)(void *);
static void *body_data;

UNCHECKED static void pause() {
  if (!_setjmp(fibers[current].here)) {
    _longjmp(scheduler, 1);
  }
}

UNCHECKED static void wait(Barrier &barrier) {
  unsigned int before = barrier.passed;
  progress = true;
  if (++barrier.arrived == barrier.expected) {
    barrier.arrived = 0;
    barrier.passed++;
  }
  while (barrier.passed == before) {
    pause();
  }
  progress = true;
}

/** A fiber runs one thread of each block. */
UNCHECKED static void fiber() {
  for (;;) {
    body(body_data);
    fibers[current].done = true;
    progress = true;
    pause();
  }
}

UNCHECKED static void resume(int thread) {
  current = thread;
  threadIdx = {thread % blockDim.x, thread / blockDim.x, 0};
  if (!_setjmp(scheduler)) {
    if (fibers[thread].created) {
      _longjmp(fibers[thread].here, 1);
    }
    Fiber &made = fibers[thread];
    made.created = true;
    getcontext(&made.start);
    made.start.uc_stack.ss_sp = stacks[thread];
    made.start.uc_stack.ss_size = STACK;
    makecontext(&made.start, fiber, 0);
    swapcontext(&creator, &made.start);
  }
}

/** Ends the launch before an access that a GPU would not make, or not in this array. */
static void refuse_access() {
  wrong_access = true;
  _longjmp(scheduler, 1);
}

/** Refuses an access to what is beside a block. */
UNCHECKED static void require_inside(uintptr_t first, size_t size) {
  static size_t last = 0;
  if (last < blocks[0] && first >= blocks[4 * last + 2] && first + size <= blocks[4 * last + 3]) {
    return;
  }
  uintptr_t shared = (uintptr_t)__start_shared_memory;
  if (first - (uintptr_t)stacks < sizeof(stacks) || first - shared < (uintptr_t)__stop_shared_memory - shared) {
    return;
  }
  // The last block that begins, with its guard, at or before the access.
  size_t from = 0;
  for (size_t to = blocks[0]; from < to;) {
    size_t middle = (from + to) / 2;
    if (blocks[4 * middle + 1] < first + size) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  if (from > 0 && first < blocks[4 * from]) {
    last = from - 1;
    if (first < blocks[4 * last + 2] || first + size > blocks[4 * last + 3]) {
      refuse_access();
    }
  }
}

/** Returns 0 if all threads came to an end, 1 if they wait at barriers that others never come to, or 3. */
UNCHECKED static int run_block(int threads, bool backwards) {
  block_barrier = {threads, 0, 0};
  if (__start_shared_memory != nullptr) {
    memset(__start_shared_memory, -1, __stop_shared_memory - __start_shared_memory);
  }
  for (int i = 0; i < threads; i++) {
    fibers[i].done = false;
    turns[i] = 0;
    int warp = i / LANES;
    warp_barriers[warp] = {threads - warp * LANES < LANES ? threads - warp * LANES : LANES, 0, 0};
  }
  for (int left = threads; left > 0;) {
    left = 0;
    progress = false;
    for (int i = 0; i < threads; i++) {
      int thread = backwards ? threads - 1 - i : i;
      if (!fibers[thread].done) {
        resume(thread);
        if (wrong_access) {
          return 3;
        }
        left += !fibers[thread].done;
      }
    }
    if (left > 0 && !progress) {
      return 1;
    }
  }
  return 0;
}

/** @param grid blocks, threads of a block in x and y, and whether threads run in the opposite order */
UNCHECKED static int launch(const int *grid) {
  gridDim = {(unsigned int)grid[0], 1, 1};
  blockDim = {(unsigned int)grid[1], (unsigned int)grid[2], 1};
  for (unsigned int block = 0; block < gridDim.x; block++) {
    blockIdx = {block, 0, 0};
    int problem = run_block(grid[1] * grid[2], grid[3]);
    if (problem != 0) {
      for (int i = 0; i < MOST_THREADS; i++) {
        fibers[i].created = false;
      }
      wrong_access = false;
      return problem;
    }
  }
  return 0;
}

template <class... T, size_t... I>
void call(void (*kernel)(T...), void **arguments, std::index_sequence<I...>) {
  kernel(*(T *)arguments[I]...);
}

template <class... T>
void call(void (*kernel)(T...), void **arguments) {
  call(kernel, arguments, std::index_sequence_for<T...>());
}

template <class... T>
int count(void (*)(T...)) {
  return sizeof...(T);
}

} // namespace emulation

// What g++ calls before each access.
#define ACCESS(size)                                                         \
  extern "C" UNCHECKED void __asan_load##size##_noabort(uintptr_t first) {   \
    emulation::require_inside(first, size);                                  \
  }                                                                          \
  extern "C" UNCHECKED void __asan_store##size##_noabort(uintptr_t first) {  \
    emulation::require_inside(first, size);                                  \
  }

ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)

extern "C" UNCHECKED void __asan_loadN_noabort(uintptr_t first, size_t size) {
  emulation::require_inside(first, size);
}

extern "C" UNCHECKED void __asan_storeN_noabort(uintptr_t first, size_t size) {
  emulation::require_inside(first, size);
}

extern "C" void __asan_handle_no_return() {}

/** What g++ calls where it finds something wrong. */
extern "C" void __ubsan_handle_type_mismatch_v1(void *, void *) {
  emulation::refuse_access();
}

extern "C" void __ubsan_handle_out_of_bounds(void *, void *) {
  emulation::refuse_access();
}

UNCHECKED static inline void __syncthreads() {
  emulation::wait(emulation::block_barrier);
}

UNCHECKED static inline void __syncwarp() {
  emulation::wait(emulation::warp_barriers[emulation::current / emulation::LANES]);
}

UNCHECKED static inline float __shfl_xor_sync(unsigned int, float value, int mask) {
  union {
    float value;
    uint64_t bits;
  } sent = {value}, received;
  int thread = emulation::current;
  int turn = emulation::turns[thread] ^= 1;
  emulation::exchanged[turn][thread] = sent.bits;
  __syncwarp();
  received.bits = emulation::exchanged[turn][thread ^ mask];
  return received.value;
}

/** Returns the float whose bits are those of another one plus `added`, without the 13 bits that TF32 does not have. */
UNCHECKED static inline float without_low_bits(float value, uint32_t added) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof(bits));
  bits = (bits + added) & ~0x1fffu;
  memcpy(&value, &bits, sizeof(bits));
  return value;
}

/** As cvt.rna.tf32.f32: to the nearest, and away from zero from the middle between two. */
UNCHECKED static inline float rounded(float value) {
  return std::isfinite(value) ? without_low_bits(value, 0x1000) : value;
}

/**
 * As mma.sync.m16n8k8 with TF32 in tensor_cores.cu: row r and column k of the first matrix are a[r / 8 + k / 4 * 2] of lane
 * r % 8 * 4 + k % 4, and row k and column c of the second are b[k / 4] of lane c * 4 + k % 4.
 */
UNCHECKED static inline void multiply_add(float *sums, float a0, float a1, float a2, float a3, float b0, float b1) {
  using namespace emulation;
  int thread = current;
  int turn = turns[thread] ^= 1;
  const float own[] = {a0, a1, a2, a3, b0, b1};
  for (int i = 0; i < 6; i++) {
    factors[turn][thread][i] = without_low_bits(own[i], 0);
  }
  __syncwarp();
  const float(*warp)[6] = factors[turn] + thread / LANES * LANES;
  for (int i = 0; i < 4; i++) {
    int row = thread % LANES / 4 + i / 2 * 8;
    int column = thread % 4 * 2 + i % 2;
    for (int k = 0; k < 8; k++) {
      sums[i] += warp[row % 8 * 4 + k % 4][row / 8 + k / 4 * 2] * warp[column * 4 + k % 4][4 + k / 4];
    }
  }
}

static inline float __fdividef(float x, float y) {
  return x / y;
}

/** Returns 1 if the threads deadlock, 2 if the number of arguments is wrong, and 3 for a wrong address or index. */
#define EMULATE(kernel)                                                                                         \
  extern "C" __attribute__((visibility("default"))) int launch_##kernel(const int *grid, const uint64_t *blocks,        \
                                                                        void **arguments, int count) {                  \
    if (count != emulation::count(kernel)) {                                                                    \
      return 2;                                                                                                 \
    }                                                                                                           \
    emulation::body = [](void *data) { emulation::call(kernel, (void **)data); };                               \
    emulation::blocks = blocks;                                                                                 \
    emulation::body_data = arguments;                                                                           \
    return emulation::launch(grid);                                                                             \
  }
