package io.weir.transport.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a file's content, by which the file is found.
 *
 * @param sha256 64 hexadecimal digits, in lower case
 */
public record ArtifactAddress(String sha256) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
  private static final int BUFFER = 1 << 16;

  /** Checks the form, so that an address can be used as a file's name. */
  public ArtifactAddress {
    if (!isValid(sha256)) {
      throw new IllegalArgumentException(
          "an artifact's address has 64 hexadecimal digits in lower case");
    }
  }

  static boolean isValid(String sha256) {
    return FORM.matcher(sha256).matches();
  }

  /** The address of the file's content. */
  public static ArtifactAddress ofFile(Path file) throws IOException {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return of(digest);
  }

  static ArtifactAddress of(MessageDigest digest) {
    return new ArtifactAddress(HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return sha256;
  }
}
