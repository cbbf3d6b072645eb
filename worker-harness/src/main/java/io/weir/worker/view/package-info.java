/**
 * Side inputs: view operators group a side PCollection by window and broadcast immutable versions
 * of it; consumers hold the latest version of each window.
 */
@NullMarked
package io.weir.worker.view;

import org.jspecify.annotations.NullMarked;
