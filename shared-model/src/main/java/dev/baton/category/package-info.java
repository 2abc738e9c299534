/**
 * What is scanned, and when. {@link dev.baton.category.CategoryDefaults} has universes and jobs, {@link
 * dev.baton.category.SlotSchedule} the slots of a date, {@link dev.baton.category.DueBars} the bar that a slot evaluates and
 * the start of its window.
 */
package dev.baton.category;
