package io.weir.worker.state;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.CombiningState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.SetState;
import org.apache.beam.sdk.state.StateBinder;
import org.apache.beam.sdk.state.StateContext;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.state.WatermarkHoldState;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.transforms.CombineWithContext.CombineFnWithContext;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.util.CombineFnUtil;

/** Makes the cell of a state spec. Thread: subtask thread. */
final class CellBinder implements StateBinder {
  private final KeyCells owner;
  private final Holds holds;
  private final byte[] prefix;
  private final StateContext<?> context;
  private final CellCoders coders;

  CellBinder(
      KeyCells owner, Holds holds, byte[] prefix, StateContext<?> context, CellCoders coders) {
    this.owner = owner;
    this.holds = holds;
    this.prefix = prefix;
    this.context = context;
    this.coders = coders;
  }

  @Override
  public <T> ValueState<T> bindValue(String id, StateSpec<ValueState<T>> spec, Coder<T> coder) {
    return new ValueCell<>(owner, prefix, coders.of(id, coder));
  }

  @Override
  public <T> BagState<T> bindBag(String id, StateSpec<BagState<T>> spec, Coder<T> elemCoder) {
    return new BagCell<>(owner, prefix, coders.of(id, elemCoder));
  }

  @Override
  public <T> SetState<T> bindSet(String id, StateSpec<SetState<T>> spec, Coder<T> elemCoder) {
    return new SetCell<>(owner, prefix, elemCoder);
  }

  @Override
  public <K, V> MapState<K, V> bindMap(
      String id, StateSpec<MapState<K, V>> spec, Coder<K> mapKeyCoder, Coder<V> mapValueCoder) {
    return new MapCell<>(owner, prefix, mapKeyCoder, mapValueCoder);
  }

  @Override
  public <T> OrderedListState<T> bindOrderedList(
      String id, StateSpec<OrderedListState<T>> spec, Coder<T> elemCoder) {
    return new OrderedListCell<>(owner, prefix, coders.of(id, elemCoder));
  }

  @Override
  public <K, V> MultimapState<K, V> bindMultimap(
      String id, StateSpec<MultimapState<K, V>> spec, Coder<K> keyCoder, Coder<V> valueCoder) {
    return new MultimapCell<>(owner, prefix, keyCoder, valueCoder);
  }

  @Override
  public <InputT, AccumT, OutputT> CombiningState<InputT, AccumT, OutputT> bindCombining(
      String id,
      StateSpec<CombiningState<InputT, AccumT, OutputT>> spec,
      Coder<AccumT> accumCoder,
      CombineFn<InputT, AccumT, OutputT> combineFn) {
    return new CombiningCell<>(owner, prefix, accumCoder, combineFn);
  }

  @Override
  public <InputT, AccumT, OutputT> CombiningState<InputT, AccumT, OutputT> bindCombiningWithContext(
      String id,
      StateSpec<CombiningState<InputT, AccumT, OutputT>> spec,
      Coder<AccumT> accumCoder,
      CombineFnWithContext<InputT, AccumT, OutputT> combineFn) {
    return new CombiningCell<>(
        owner, prefix, accumCoder, CombineFnUtil.bindContext(combineFn, context));
  }

  @Override
  public WatermarkHoldState bindWatermark(
      String id, StateSpec<WatermarkHoldState> spec, TimestampCombiner timestampCombiner) {
    return new HoldCell(holds, owner, prefix, timestampCombiner);
  }
}
