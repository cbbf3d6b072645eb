package io.weir.worker.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerId;
import io.weir.transport.Heartbeats;
import io.weir.transport.JobToken;
import io.weir.transport.Loopback;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobProcessParametersTest {
  @Test
  void readsWhatWasWrittenAndLeavesTheRest() throws IOException {
    JobProcessParameters parameters =
        new JobProcessParameters(
            Loopback.parse("127.0.0.1:7400"),
            new WorkerId("worker"),
            new JobId("0123456789abcdef0123456789abcdef"),
            3,
            JobToken.random(),
            64,
            Heartbeats.withTimeoutMillis(30_000),
            List.of("/a.jar", "/b c.jar"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parameters.write(out);
    out.write('x');
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());

    assertThat(JobProcessParameters.read(in), is(parameters));
    assertThat(in.read(), is((int) 'x'));
  }
}
