package org.mae4j.data.image.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A WebP file (RFC 9649): a list of chunks of a name, a length, and data of an even number of bytes.
 *
 * @param content of an animation, a file of its first image
 */
record WebpImageFile(byte[] content, long width, long height, int orientation) implements ImageFile {
  private static final int RIFF_LENGTH = 4;
  private static final int CHUNKS = 12;
  private static final int CHUNK_DATA = 8;
  private static final int LOSSY = 0x20385056;
  private static final int LOSSLESS = 0x4C385056;
  private static final int EXTENDED = 0x58385056;
  private static final int EXIF = 0x46495845;
  private static final int FRAME = 0x464D4E41;
  private static final int FRAME_HEADER = 16;
  private static final int FRAME_SIZE = 6;
  private static final int SIDE_BYTES = 3;
  private static final int EXTENDED_LENGTH = 10;
  private static final int ALPHA = 0x10;
  private static final int SIDE_BITS = 0x3FFF;
  private static final int CANVAS_BITS = 0xFFFFFF;

  /** @throws IndexOutOfBoundsException if the file ends early */
  static WebpImageFile read(byte[] content) {
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long end = CHUNK_DATA + Integer.toUnsignedLong(file.getInt(RIFF_LENGTH));
    // The last byte of the file.
    file.get(Math.toIntExact(end - 1));
    int orientation = Exif.UPRIGHT;
    int frame = 0;
    for (int at = CHUNKS; at + CHUNK_DATA <= end;) {
      int length = file.getInt(at + 4);
      ByteBuffer data = file.slice(at + CHUNK_DATA, length);
      orientation = file.getInt(at) == EXIF ? Exif.orientation(data) : orientation;
      frame = file.getInt(at) == FRAME && frame == 0 ? at : frame;
      at += CHUNK_DATA + length + (length & 1);
    }
    return withSize(frame == 0 ? content : still(file, frame), orientation);
  }

  /** Returns the image of a frame of an animation as a file of its own, because OpenCV does not decode animations. */
  private static byte[] still(ByteBuffer animation, int frame) {
    ByteBuffer image = animation.slice(frame + CHUNK_DATA + FRAME_HEADER,
        animation.getInt(frame + Integer.BYTES) - FRAME_HEADER);
    ByteBuffer still = ByteBuffer.allocate(CHUNKS + CHUNK_DATA + EXTENDED_LENGTH + image.limit())
        .order(ByteOrder.LITTLE_ENDIAN);
    still.put(animation.slice(0, CHUNKS)).putInt(RIFF_LENGTH, still.capacity() - CHUNK_DATA);
    still.putInt(EXTENDED).putInt(EXTENDED_LENGTH).putInt(ALPHA);
    still.put(animation.slice(frame + CHUNK_DATA + FRAME_SIZE, 2 * SIDE_BYTES));
    return still.put(image).array();
  }

  private static WebpImageFile withSize(byte[] content, int orientation) {
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer first = file.slice(CHUNKS + CHUNK_DATA, content.length - CHUNKS - CHUNK_DATA)
        .order(ByteOrder.LITTLE_ENDIAN);
    return switch (file.getInt(CHUNKS)) {
      case EXTENDED -> new WebpImageFile(content, (first.getInt(4) & CANVAS_BITS) + 1,
          (first.getInt(6) >>> 8 & CANVAS_BITS) + 1, orientation);
      case LOSSLESS -> new WebpImageFile(content, (first.getInt(1) & SIDE_BITS) + 1,
          (first.getInt(1) >>> 14 & SIDE_BITS) + 1, orientation);
      case LOSSY ->
        new WebpImageFile(content, first.getShort(6) & SIDE_BITS, first.getShort(8) & SIDE_BITS, orientation);
      default -> throw new IndexOutOfBoundsException("no image");
    };
  }

  @Override
  public ImageType type() {
    return ImageType.WEBP;
  }
}
