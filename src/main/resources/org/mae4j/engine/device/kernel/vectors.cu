// Neighboring elements of an array, which a thread reads and writes at once. VECTOR is 4 where sizes and addresses are
// multiples of it, because loads and stores of 16 bytes use more of the memory's bandwidth. It is 1 otherwise.

struct alignas(4 * VECTOR) Floats {
  float values[VECTOR];
};

struct alignas(4 * VECTOR) Integers {
  int values[VECTOR];
};
