package io.weir.transport;

import io.weir.engine.control.AttemptId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that the master makes for each job and that all processes of the job know. It lets a
 * process prove that it belongs to the job, and each attempt has a token derived from it, so that
 * processes of other jobs and attempts that are over are kept out.
 *
 * <p>Thread: any thread (immutable).
 */
public final class JobToken {
  private static final int BYTES = 32;

  private final byte[] secret;

  private JobToken(byte[] secret) {
    this.secret = secret;
  }

  /** A new secret of 256 random bits. */
  public static JobToken random() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return new JobToken(secret);
  }

  /**
   * The secret in the bytes.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public static JobToken of(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("a job token has " + BYTES + " bytes");
    }
    return new JobToken(secret.clone());
  }

  /**
   * The secret in a text of 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static JobToken ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** The secret as text. Not for logs, arguments or files that others may read. */
  public String toHex() {
    return HexFormat.of().formatHex(secret);
  }

  /** A copy of the secret. */
  public byte[] toByteArray() {
    return secret.clone();
  }

  /** The token of one attempt, 32 bytes. */
  public byte[] ofAttempt(AttemptId attempt) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String text = "attempt " + attempt.job() + " " + attempt.number();
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    // In constant time, so that a wrong guess tells nothing.
    return other instanceof JobToken token && MessageDigest.isEqual(secret, token.secret);
  }

  @Override
  public int hashCode() {
    return JobToken.class.hashCode();
  }

  @Override
  public String toString() {
    return "JobToken(secret)";
  }
}
