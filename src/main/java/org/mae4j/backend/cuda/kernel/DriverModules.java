package org.mae4j.backend.cuda.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.HashMap;
import java.util.Map;
import org.mae4j.backend.cuda.library.DriverCalls;
import org.mae4j.backend.cuda.library.NvrtcCompiler;
import org.mae4j.backend.device.KernelSource;

/** The compiled sources of a GPU; each is loaded when it is first needed, and compiled if the cache does not have it. */
public final class DriverModules implements AutoCloseable {
  private final DriverCalls calls;
  private final NvrtcCompiler compiler;
  private final KernelCache cache;
  private final Map<KernelSource, Pointer> modules = new HashMap<>();

  public DriverModules(DriverCalls calls, NvrtcCompiler compiler, KernelCache cache) {
    this.calls = calls;
    this.compiler = compiler;
    this.cache = cache;
  }

  public DriverKernel kernel(KernelSource source, String name) {
    PointerByReference function = new PointerByReference();
    calls.require(calls.driver().cuModuleGetFunction(function, modules.computeIfAbsent(source, this::load), name),
        "finding " + name + " in " + source.name());
    return new DriverKernel(name, function.getValue());
  }

  private Pointer load(KernelSource source) {
    byte[] code = cache.get(compiler.fileName(source), () -> compiler.compile(source));
    PointerByReference module = new PointerByReference();
    try (Memory image = new Memory(code.length)) {
      image.write(0, code, 0, code.length);
      calls.require(calls.driver().cuModuleLoadData(module, image), "loading " + source.name());
    }
    return module.getValue();
  }

  @Override
  public void close() {
    modules.values().forEach(calls.driver()::cuModuleUnload);
  }
}
