package dev.baton.parity;

import dev.baton.category.Category;

/**
 * The result for a category over all sessions of a comparison.
 *
 * @param judgement on all sessions; on hold if one of them is
 * @param withoutHoles the judgement on the sessions that are not on hold
 */
public record CategoryParity(
    Category category, ParityFigures figures, Judgement judgement, Judgement withoutHoles) {}
