package io.weir.validatesrunner;

import java.util.concurrent.CountDownLatch;
import org.junit.FixMethodOrder;
import org.junit.Ignore;
import org.junit.Test;
import org.junit.runners.MethodSorters;

/** Not a test of Weir: what {@link ForkSupervisorTest} lets a forked JVM run. */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class UnrulySample {

  @Test
  public void aHangs() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Test
  public void bEndsTheJvm() {
    Runtime.getRuntime().halt(3);
  }

  @Test
  public void cThrows() {
    throw new IllegalStateException("on purpose");
  }

  @Test
  public void dPassesWithoutAPipeline() {}

  @Test
  @Ignore("so that it is skipped")
  public void eIsIgnored() {}
}
