package dev.baton.parity;

import dev.baton.category.Category;

/**
 * A category over all sessions of a comparison.
 *
 * @param judgement of everything; on hold if a session is
 * @param rest of the sessions without a hole
 */
public record CategoryParity(
    Category category, Figures figures, Judgement judgement, Judgement rest) {}
