package io.weir.engine.control;

/**
 * Why something failed, in a form that crosses process borders.
 *
 * @param className class of the root cause, the user's exception when user code threw
 * @param message its message, possibly empty
 * @param stackTrace the whole stack trace as text, causes included
 * @param where the operator or activity that failed, by its stable name; empty when unknown
 */
public record Failure(String className, String message, String stackTrace, String where) {}
