package io.weir.engine.fake;

import io.weir.engine.control.MasterGateway;
import io.weir.engine.control.WorkerReport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects what workers report. Thread: any. */
public final class FakeMaster implements MasterGateway {
  private final List<WorkerReport> reports = new CopyOnWriteArrayList<>();

  @Override
  public void send(WorkerReport report) {
    reports.add(report);
  }

  /** All reports of the type so far, in order. */
  public <T extends WorkerReport> List<T> reports(Class<T> type) {
    return reports.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
