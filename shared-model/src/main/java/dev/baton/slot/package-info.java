/**
 * When each generation scans what. {@code Timetable} is the one place that knows which slots are due and which scans a slot
 * has; services, the parity check, the replay and the launcher's report all ask it. It builds on {@code dev.baton.category},
 * which decides what a scan finds, and on nothing of those who ask.
 */
package dev.baton.slot;
