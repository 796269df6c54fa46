package org.mae4j.record.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TfRecordTest {
  private static final byte[] DATA = "123456789".getBytes(StandardCharsets.US_ASCII);

  /** The check value of the CRC catalog, the values of RFC 3720 (appendix B.4), and the mask of TensorFlow's guide. */
  @Test
  void checksumsAgreeWithPublishedValues() {
    assertChecksum(0xE3069283, DATA);
    assertChecksum(0x8A9136AA, new byte[32]);
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) 0xFF);
    assertChecksum(0x62A8AB43, ones);
    byte[] rising = new byte[32];
    byte[] falling = new byte[32];
    for (int i = 0; i < 32; i++) {
      rising[i] = (byte) i;
      falling[i] = (byte) (31 - i);
    }
    assertChecksum(0x46DD794E, rising);
    assertChecksum(0x113FDB5C, falling);
  }

  private static void assertChecksum(int published, byte[] data) {
    assertEquals(published, EventFile.crc(data));
    assertEquals(EventFile.masked(published), TfRecord.maskedCrc(data));
  }

  /** Every event file of TensorFlow starts with an event of 24 bytes, so its first 12 bytes are known. */
  @Test
  void theFramingAgreesWithTensorFlow() {
    byte[] record = TfRecord.of(new byte[24]).array();
    assertEquals("1800000000000000a37f4b22", HexFormat.of().formatHex(record, 0, 12));
  }

  @Test
  void consecutiveRecordsAreRead() {
    ByteBuffer first = TfRecord.of(DATA);
    ByteBuffer second = TfRecord.of(new byte[0]);
    ByteBuffer file = ByteBuffer.allocate(100).put(first).put(second).flip();
    assertArrayEquals(DATA, TfRecord.next(file).orElseThrow());
    assertArrayEquals(new byte[0], TfRecord.next(file).orElseThrow());
    assertEquals(Optional.empty(), TfRecord.next(file));
    assertEquals(0, file.remaining());
  }

  @Test
  void incompleteAndDamagedRecordsAreRejected() {
    byte[] record = TfRecord.of(DATA).array();
    for (int i = 0; i < record.length; i++) {
      ByteBuffer torn = ByteBuffer.wrap(record, 0, i);
      assertTrue(TfRecord.next(torn).isEmpty(), "the first " + i + " bytes");
      assertEquals(0, torn.position());
      byte[] damaged = record.clone();
      damaged[i] ^= 0x10;
      assertTrue(TfRecord.next(ByteBuffer.wrap(damaged)).isEmpty(), "byte " + i);
    }
  }
}
