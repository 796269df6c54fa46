package org.mae4j.checkpoint.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mae4j.checkpoint.CheckpointException;

/** The pickles that PyTorch writes, in a ZIP archive or, in old versions, alone. They are not read. */
final class Pickle {
  private static final int ZIP = 0x504B0304;
  private static final byte PROTOCOL = (byte) 0x80;
  private static final int NEWEST = 5;

  private Pickle() {}

  /** @throws CheckpointException if the file is a pickle */
  static void refuse(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(Long.BYTES + 1);
      if (isPickle(start) && !hasHeader(start, Files.size(path))) {
        throw new CheckpointException(path, "a pickle of PyTorch, which can run code when it is read; convert it: "
            + "python -c \"import sys, torch, safetensors.torch as s; m = torch.load(sys.argv[1], 'cpu', "
            + "weights_only=True); s.save_file({k: v.float().contiguous() for k, v in m.get('model', m).items()}, "
            + "sys.argv[2])\" FILE.pth FILE.safetensors");
      }
    } catch (IOException e) {
      // The file is opened again, with a message for what is wrong.
    }
  }

  private static boolean isPickle(byte[] start) {
    boolean zip = start.length >= 4 && ByteBuffer.wrap(start).getInt() == ZIP;
    return zip || start.length >= 2 && start[0] == PROTOCOL && Byte.toUnsignedInt(start[1]) <= NEWEST;
  }

  /** The length of a header can have the first bytes of a pickle. */
  private static boolean hasHeader(byte[] start, long size) {
    if (start.length <= Long.BYTES || start[Long.BYTES] != '{') {
      return false;
    }
    long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return length > 0 && length <= size - Long.BYTES;
  }
}
