package org.mae4j.bench.profile;

import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.backend.device.Device;
import org.mae4j.bench.MaskedBatch;
import org.mae4j.bench.MicroBatchPlan;
import org.mae4j.bench.TimingSample;
import org.mae4j.bench.Workload;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.graph.PlannedOp;
import org.mae4j.model.layer.Parameters;

/** The operations of a micro-batch's plan on a device, timed by the device. */
final class DeviceBreakdown implements TimedPlan {
  private final Parameters parameters;
  private final GraphPlan plan;
  private final List<double[]> times;
  private final DeviceLimits limits;

  /** @param runs number of replays of the plan, at least 1 */
  DeviceBreakdown(Workload workload, Device device, int runs) {
    this.parameters = workload.initialParameters();
    this.plan = MicroBatchPlan.of(workload, parameters, device);
    MaskedBatch.random(workload, workload.batch().microBatch(), 1).copyTo(plan);
    plan.refresh();
    plan.run();
    List<Runnable> operations = plan.operations().stream().map(op -> (Runnable) op::run).toList();
    this.limits = DeviceLimits.of(device);
    this.times = IntStream.range(0, runs).mapToObj(i -> device.times(operations)).toList();
  }

  @Override
  public List<PlannedOp> operations() {
    return plan.operations();
  }

  @Override
  public double operation(int index) {
    return new TimingSample(times.stream().mapToDouble(run -> run[index]).toArray()).median();
  }

  @Override
  public double limit(int index) {
    return limits.millis(((PlannedOp.Launched) plan.operations().get(index)).cost());
  }

  @Override
  public void close() {
    plan.close();
    parameters.close();
  }
}
