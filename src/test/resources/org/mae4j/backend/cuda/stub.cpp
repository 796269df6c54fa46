// The functions of Nvidia's libraries that mae4j calls, in the memory of the host, with the declarations of cuda.h,
// nvrtc.h and cublas_api.h. One file stands for the three libraries. Macros: DEVICES, VERSION, MAJOR, MINOR.
// NVRTC has the major version of its file, 13 for other files, and as Nvidia's, 13 has no code for 7.0.
// With REAL_HEADERS the declarations are compared with the headers.
#include <dlfcn.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <vector>

#ifdef REAL_HEADERS
#include <cublas_v2.h>
#include <cuda.h>
#include <nvrtc.h>
#else
typedef int CUresult, CUdevice, CUdevice_attribute, CUstreamCaptureMode, nvrtcResult, cublasStatus_t, cudaDataType;
typedef int cublasOperation_t, cublasComputeType_t, cublasGemmAlgo_t;
typedef unsigned long long CUdeviceptr;
typedef void *CUcontext, *CUstream, *CUgraph, *CUgraphExec, *CUmodule, *CUfunction, *CUevent, *nvrtcProgram;
typedef void *cublasHandle_t, *cudaStream_t;
#endif

typedef std::vector<std::function<void()>> Work;

static bool recording = false;
static Work recorded;
static const char *source = "";
static int events = 0;

/** A stream, whose copies from the host are made when something waits for them. */
struct Stream {
  intptr_t device;
  Work copies;
  void flush() {
    for (auto &copy : copies) copy();
    copies.clear();
  }
};

/** An event, its time, and the stream in which it is. */
struct Event {
  float time = -1;
  Stream *stream = nullptr;
};

static CUresult perform(std::function<void()> work) {
  if (recording) {
    recorded.push_back(work);
  } else {
    work();
  }
  return (CUresult) 0;
}

template <typename T> static T handle(intptr_t value) { return (T) value; }

/** Returns the bits of the mantissa that a compute type drops from the factors of a product; -1 for other types. */
static int droppedBits(int compute) { return compute == 68 ? 0 : compute == 77 ? 13 : compute == 75 ? 16 : -1; }

static float rounded(float value, int dropped) {
  uint32_t bits;
  memcpy(&bits, &value, 4);
  bits = dropped == 0 ? bits : (bits + (1u << (dropped - 1))) >> dropped << dropped;
  memcpy(&value, &bits, 4);
  return value;
}

/** Returns the major version of NVRTC. */
static int ofCompiler() {
  Dl_info self;
  const char *version = dladdr((void *) ofCompiler, &self) ? strstr(self.dli_fname, "libnvrtc.so.") : nullptr;
  return version ? atoi(version + strlen("libnvrtc.so.")) : 13;
}

/** The function that fails, and the number of contexts, streams, modules, graphs, events and handles that are open. */
static const char *failing = "";
static int open = 0;

/** Handle of the context of the first GPU; those of the next ones follow. */
static const intptr_t CONTEXT = 100;
/** The number of the GPU whose context is current. */
static thread_local intptr_t current = -1;

/** Returns the status of a call with a stream, which must be of the current context, and makes its copies. */
static CUresult ofCurrent(CUstream stream) {
  ((Stream *) stream)->flush();
  return (CUresult) (((Stream *) stream)->device == current ? 0 : 400);
}

/** Returns the status of a function that opens something. */
static int opened(const char *function) {
  bool fails = strcmp(failing, function) == 0;
  open += !fails;
  return fails ? 700 : 0;
}

extern "C" {
void stub_fail(const char *function) { failing = strdup(function); }
int stub_open() { return open; }

CUresult cuInit(unsigned flags) { return (CUresult) (DEVICES ? 0 : 100); }
CUresult cuDriverGetVersion(int *version) { *version = VERSION; return (CUresult) 0; }
CUresult cuGetErrorName(CUresult error, const char **text) { *text = "CUDA_ERROR_STUB"; return (CUresult) 0; }
CUresult cuGetErrorString(CUresult error, const char **text) { *text = "as asked"; return (CUresult) 0; }
CUresult cuDeviceGetCount(int *count) { *count = DEVICES; return (CUresult) 0; }
CUresult cuDeviceGet(CUdevice *device, int ordinal) { *device = ordinal; return (CUresult) 0; }
CUresult cuDeviceGetName(char *name, int length, CUdevice device) {
  strncpy(name, "Stub", length);
  return (CUresult) 0;
}
CUresult cuDeviceGetAttribute(int *value, CUdevice_attribute attribute, CUdevice device) {
  *value = (int) attribute == 75 ? MAJOR : MINOR;
  return (CUresult) 0;
}
CUresult cuDeviceTotalMem_v2(size_t *bytes, CUdevice device) { *bytes = 5000000000; return (CUresult) 0; }
CUresult cuDevicePrimaryCtxRetain(CUcontext *context, CUdevice device) {
  *context = handle<CUcontext>(CONTEXT + device);
  return (CUresult) opened("cuDevicePrimaryCtxRetain");
}
CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device) { open--; return (CUresult) 0; }
CUresult cuCtxSetCurrent(CUcontext context) {
  current = (intptr_t) context - CONTEXT;
  return (CUresult) (current >= 0 && current < DEVICES ? 0 : 201);
}
CUresult cuMemGetInfo_v2(size_t *free, size_t *total) {
  *free = 4200000000;
  *total = 5000000000;
  return (CUresult) 0;
}
CUresult cuMemAlloc_v2(CUdeviceptr *address, size_t bytes) {
  if (bytes > (1ull << 40)) {
    return (CUresult) 2;
  }
  *address = (CUdeviceptr) calloc(bytes, 1);
  return (CUresult) 0;
}
CUresult cuMemFree_v2(CUdeviceptr address) { free((void *) address); return (CUresult) 0; }
CUresult cuMemHostAlloc(void **host, size_t bytes, unsigned flags) {
  *host = calloc(bytes, 1);
  return (CUresult) flags;
}
CUresult cuMemFreeHost(void *host) { free(host); return (CUresult) 0; }
CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr target, const void *host, size_t bytes, CUstream stream) {
  ((Stream *) stream)->copies.push_back([=] { memcpy((void *) target, host, bytes); });
  return (CUresult) (((Stream *) stream)->device == current ? 0 : 400);
}
CUresult cuMemcpyDtoHAsync_v2(void *host, CUdeviceptr source, size_t bytes, CUstream stream) {
  CUresult status = ofCurrent(stream);
  memcpy(host, (void *) source, bytes);
  return status;
}
CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr target, CUdeviceptr source, size_t bytes, CUstream stream) {
  CUresult status = ofCurrent(stream);
  perform([=] { memcpy((void *) target, (void *) source, bytes); });
  return status;
}
CUresult cuMemsetD32Async(CUdeviceptr target, unsigned value, size_t count, CUstream stream) {
  CUresult status = ofCurrent(stream);
  perform([=] { for (size_t i = 0; i < count; i++) ((unsigned *) target)[i] = value; });
  return status;
}
CUresult cuStreamCreate(CUstream *stream, unsigned flags) {
  *stream = (CUstream) new Stream{current};
  return (CUresult) (flags == 1 ? opened("cuStreamCreate") : 1);
}
CUresult cuStreamDestroy_v2(CUstream stream) { open--; delete (Stream *) stream; return (CUresult) 0; }
CUresult cuStreamWaitEvent(CUstream stream, CUevent event, unsigned flags) {
  Stream *before = ((Event *) event)->stream;
  if (before != nullptr && before != (Stream *) stream) {
    before->flush();
  }
  return (CUresult) (((Stream *) stream)->device == current ? 0 : 400);
}
CUresult cuStreamSynchronize(CUstream stream) {
  ((Stream *) stream)->flush();
  return (CUresult) (recording ? 900 : strcmp(failing, "cuStreamSynchronize") == 0 ? 700 : 0);
}
CUresult cuStreamBeginCapture_v2(CUstream stream, CUstreamCaptureMode mode) {
  recording = true;
  return (CUresult) ((int) mode == 1 ? 0 : 1);
}
CUresult cuStreamEndCapture(CUstream stream, CUgraph *graph) {
  recording = false;
  *graph = (CUgraph) new Work(recorded);
  recorded.clear();
  open++;
  return (CUresult) 0;
}
CUresult cuGraphInstantiateWithFlags(CUgraphExec *executable, CUgraph graph, unsigned long long flags) {
  *executable = (CUgraphExec) new Work(*(Work *) graph);
  return (CUresult) (flags == 0 ? opened("cuGraphInstantiateWithFlags") : 1);
}
CUresult cuGraphLaunch(CUgraphExec executable, CUstream stream) {
  CUresult status = ofCurrent(stream);
  for (auto &work : *(Work *) executable) work();
  return status;
}
CUresult cuGraphExecDestroy(CUgraphExec executable) { open--; delete (Work *) executable; return (CUresult) 0; }
CUresult cuGraphDestroy(CUgraph graph) { open--; delete (Work *) graph; return (CUresult) 0; }
// The time of an event is the number of timed events that were recorded before it.
CUresult cuEventCreate(CUevent *event, unsigned flags) {
  *event = (CUevent) new Event();
  return (CUresult) opened("cuEventCreate");
}
CUresult cuEventRecordWithFlags(CUevent event, CUstream stream, unsigned flags) {
  Event *recorded = (Event *) event;
  recorded->stream = (Stream *) stream;
  return flags == 1 ? perform([=] { recorded->time = events++; }) : (CUresult) flags;
}
CUresult cuEventElapsedTime(float *milliseconds, CUevent first, CUevent last) {
  *milliseconds = ((Event *) last)->time - ((Event *) first)->time;
  return (CUresult) 0;
}
CUresult cuEventDestroy_v2(CUevent event) { open--; delete (Event *) event; return (CUresult) 0; }
CUresult cuModuleLoadData(CUmodule *module, const void *image) {
  *module = handle<CUmodule>(13);
  return (CUresult) opened("cuModuleLoadData");
}
CUresult cuModuleUnload(CUmodule module) { open--; return (CUresult) 0; }
CUresult cuModuleGetFunction(CUfunction *function, CUmodule module, const char *name) {
  *function = handle<CUfunction>(14);
  return (CUresult) (strcmp(name, "report") == 0 ? 0 : 500);
}
// Writes what it was given into the array of floats that is its first argument: (float *, int, float, long).
CUresult cuLaunchKernel(CUfunction function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
    unsigned blockY, unsigned blockZ, unsigned shared, CUstream stream, void **arguments, void **extra) {
  CUresult status = ofCurrent(stream);
  float *target = *(float **) arguments[0];
  float values[] = {(float) gridX, (float) gridY, (float) gridZ, (float) blockX, (float) blockY, (float) blockZ,
      (float) shared, (float) *(int *) arguments[1], *(float *) arguments[2], (float) *(long *) arguments[3]};
  std::vector<float> given(values, values + 10);
  perform([=] { memcpy(target, given.data(), 10 * sizeof(float)); });
  return status;
}

const char *nvrtcGetErrorString(nvrtcResult result) { return "NVRTC_ERROR_COMPILATION"; }
nvrtcResult nvrtcVersion(int *number, int *minor) { *number = ofCompiler(); *minor = 0; return (nvrtcResult) 0; }
nvrtcResult nvrtcGetNumSupportedArchs(int *count) { *count = 2; return (nvrtcResult) 0; }
nvrtcResult nvrtcGetSupportedArchs(int *values) {
  values[0] = ofCompiler() < 13 ? 70 : 75;
  values[1] = 90;
  return (nvrtcResult) 0;
}
nvrtcResult nvrtcCreateProgram(nvrtcProgram *program, const char *text, const char *name, int headers,
    const char *const *texts, const char *const *names) {
  source = strdup(text);
  *program = handle<nvrtcProgram>(15);
  return (nvrtcResult) 0;
}
nvrtcResult nvrtcDestroyProgram(nvrtcProgram *program) { return (nvrtcResult) 0; }
nvrtcResult nvrtcCompileProgram(nvrtcProgram program, int count, const char *const *options) {
  return (nvrtcResult) (strcmp(source, "wrong") == 0 ? 6 : 0);
}
nvrtcResult nvrtcGetProgramLogSize(nvrtcProgram program, size_t *bytes) { *bytes = 6; return (nvrtcResult) 0; }
nvrtcResult nvrtcGetProgramLog(nvrtcProgram program, char *log) { strcpy(log, "line!"); return (nvrtcResult) 0; }
nvrtcResult nvrtcGetPTXSize(nvrtcProgram program, size_t *bytes) { *bytes = 4; return (nvrtcResult) 0; }
nvrtcResult nvrtcGetPTX(nvrtcProgram program, char *code) { strcpy(code, "ptx"); return (nvrtcResult) 0; }
nvrtcResult nvrtcGetCUBINSize(nvrtcProgram program, size_t *bytes) { *bytes = 6; return (nvrtcResult) 0; }
nvrtcResult nvrtcGetCUBIN(nvrtcProgram program, char *code) { strcpy(code, "cubin"); return (nvrtcResult) 0; }

cublasStatus_t cublasCreate_v2(cublasHandle_t *created) {
  *created = (cublasHandle_t) new CUstream();
  return (cublasStatus_t) opened("cublasCreate_v2");
}
cublasStatus_t cublasDestroy_v2(cublasHandle_t cublas) {
  open--;
  delete (CUstream *) cublas;
  return (cublasStatus_t) 0;
}
cublasStatus_t cublasSetStream_v2(cublasHandle_t cublas, cudaStream_t stream) {
  *(CUstream *) cublas = (CUstream) stream;
  return (cublasStatus_t) (strcmp(failing, "cublasSetStream_v2") == 0 ? 7 : 0);
}
cublasStatus_t cublasSetWorkspace_v2(cublasHandle_t cublas, void *workspace, size_t bytes) {
  memset(workspace, 1, bytes);
  return (cublasStatus_t) 0;
}
cublasStatus_t cublasGemmStridedBatchedEx(cublasHandle_t cublas, cublasOperation_t transA, cublasOperation_t transB,
    int m, int n, int k, const void *alpha, const void *A, cudaDataType typeA, int lda, long long strideA,
    const void *B, cudaDataType typeB, int ldb, long long strideB, const void *beta, void *C, cudaDataType typeC,
    int ldc, long long strideC, int count, cublasComputeType_t compute, cublasGemmAlgo_t algorithm) {
  float factor = *(const float *) alpha;
  float kept = *(const float *) beta;
  if ((int) typeA != 0 || (int) typeB != 0 || (int) typeC != 0 || droppedBits((int) compute) < 0 || (int) algorithm != -1) {
    return (cublasStatus_t) 15;
  }
  (*(Stream **) cublas)->flush();
  int dropped = droppedBits((int) compute);
  perform([=] {
    for (int batch = 0; batch < count; batch++) {
      const float *a = (const float *) A + batch * strideA;
      const float *b = (const float *) B + batch * strideB;
      float *c = (float *) C + batch * strideC;
      for (int column = 0; column < n; column++) {
        for (int row = 0; row < m; row++) {
          float sum = 0;
          for (int i = 0; i < k; i++) {
            sum += rounded((int) transA ? a[row * lda + i] : a[i * lda + row], dropped)
                * rounded((int) transB ? b[i * ldb + column] : b[column * ldb + i], dropped);
          }
          c[column * ldc + row] = factor * sum + (kept == 0 ? 0 : kept * c[column * ldc + row]);
        }
      }
    }
  });
  return (cublasStatus_t) 0;
}
cublasStatus_t cublasGemmEx(cublasHandle_t cublas, cublasOperation_t transA, cublasOperation_t transB, int m, int n,
    int k, const void *alpha, const void *A, cudaDataType typeA, int lda, const void *B, cudaDataType typeB, int ldb,
    const void *beta, void *C, cudaDataType typeC, int ldc, cublasComputeType_t compute, cublasGemmAlgo_t algorithm) {
  return cublasGemmStridedBatchedEx(cublas, transA, transB, m, n, k, alpha, A, typeA, lda, 0, B, typeB, ldb, 0, beta,
      C, typeC, ldc, 0, 1, compute, algorithm);
}
}
