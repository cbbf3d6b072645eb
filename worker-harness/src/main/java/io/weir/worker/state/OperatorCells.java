package io.weir.worker.state;

import io.weir.engine.state.TableView;
import java.util.function.Supplier;

/**
 * What the cells of all keys of an operator share.
 *
 * @param writeBack where they are stored
 * @param views makes views of the table that they are stored in
 * @param holds where watermark holds are kept
 * @param tags numbers their tags
 * @param namespaces the binary form of namespaces
 * @param coders with what they are stored
 * @param memory what their objects take together
 * @param entryWeight what an entry takes
 */
record OperatorCells(
    WriteBack writeBack,
    Supplier<TableView> views,
    Holds holds,
    TagNumbers tags,
    Namespaces namespaces,
    CellCoders coders,
    CacheBudget.Share memory,
    EntryWeight entryWeight) {}
