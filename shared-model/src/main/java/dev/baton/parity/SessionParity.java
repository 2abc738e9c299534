package dev.baton.parity;

import dev.baton.category.Category;
import java.time.LocalDate;

/**
 * The result for a category in one session.
 *
 * @param session the market date of the slots
 */
public record SessionParity(
    Category category, LocalDate session, ParityFigures figures, Judgement judgement) {}
