package io.weir.worker.state;

/**
 * What the cells of all keys of an operator share.
 *
 * @param writeBack where they are stored
 * @param holds where watermark holds are kept
 * @param namespaces the binary form of namespaces
 * @param coders with what they are stored
 * @param memory what their objects take together
 * @param entryWeight what an entry takes
 */
record OperatorCells(
    WriteBack writeBack,
    Holds holds,
    Namespaces namespaces,
    CellCoders coders,
    CacheBudget.Share memory,
    EntryWeight entryWeight) {}
