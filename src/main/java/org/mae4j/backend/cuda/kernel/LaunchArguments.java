package org.mae4j.backend.cuda.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.util.List;

/** The arguments of a launch as the driver reads them: a list of the addresses of the values. */
final class LaunchArguments implements AutoCloseable {
  private final Memory values;
  private final Memory addresses;

  LaunchArguments(List<Number> arguments) {
    int count = Math.max(1, arguments.size());
    this.values = new Memory((long) count * Long.BYTES);
    this.addresses = new Memory((long) count * Native.POINTER_SIZE);
    for (int i = 0; i < arguments.size(); i++) {
      long offset = (long) i * Long.BYTES;
      write(offset, arguments.get(i));
      addresses.setPointer((long) i * Native.POINTER_SIZE, values.share(offset));
    }
  }

  private void write(long offset, Number value) {
    if (value instanceof Long number) {
      values.setLong(offset, number);
    } else if (value instanceof Integer number) {
      values.setInt(offset, number);
    } else {
      values.setFloat(offset, value.floatValue());
    }
  }

  Memory addresses() {
    return addresses;
  }

  @Override
  public void close() {
    values.close();
    addresses.close();
  }
}
