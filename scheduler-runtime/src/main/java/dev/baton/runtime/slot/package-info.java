/**
 * Each slot once, in order: {@link dev.baton.runtime.slot.SlotQueue} knows which is next, {@link
 * dev.baton.runtime.slot.SlotRunner} waits, scans and publishes, and {@link dev.baton.runtime.slot.SlotStore} is the port to the
 * database. Begin with {@code SlotRunner}.
 */
package dev.baton.runtime.slot;
