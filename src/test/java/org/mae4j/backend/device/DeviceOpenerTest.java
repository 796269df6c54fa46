package org.mae4j.backend.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ComputeConfig.Precision;

class DeviceOpenerTest {
  private final List<String> calls = new ArrayList<>();
  private final DeviceOpener opener = precision -> Optional.of((Device) Proxy.newProxyInstance(
      Device.class.getClassLoader(), new Class<?>[] {Device.class}, (proxy, method, arguments) -> {
        calls.add(method.getName());
        return null;
      }));

  @Test
  void closesTheDeviceAfterItsWork() {
    opener.use(Precision.FP32, device -> {
      device.orElseThrow().synchronize();
      return calls.size();
    });
    assertEquals(List.of("synchronize", "close"), calls);
  }

  @Test
  void closesTheDeviceAfterWorkThatFails() {
    assertThrows(IOException.class, () -> opener.use(Precision.FP32, device -> {
      throw new IOException("as asked");
    }));
    assertEquals(List.of("close"), calls);
  }
}
