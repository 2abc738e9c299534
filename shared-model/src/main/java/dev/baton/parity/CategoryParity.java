package dev.baton.parity;

import dev.baton.category.Category;

/**
 * A category over all sessions of a comparison.
 *
 * @param judgement of everything; on hold if a session is
 * @param withoutHoles of the sessions without a hole
 */
public record CategoryParity(
    Category category, ParityFigures figures, Judgement judgement, Judgement withoutHoles) {}
