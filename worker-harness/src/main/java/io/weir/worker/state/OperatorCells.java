package io.weir.worker.state;

/**
 * What the cells of all keys of an operator share.
 *
 * @param writeBack where they are stored
 * @param holds where watermark holds are kept
 * @param namespaces the binary form of namespaces
 * @param coders with what they are stored
 */
record OperatorCells(WriteBack writeBack, Holds holds, Namespaces namespaces, CellCoders coders) {}
