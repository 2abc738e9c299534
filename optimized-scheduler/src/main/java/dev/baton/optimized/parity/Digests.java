package dev.baton.optimized.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.evidence.EvidenceDatabase;
import dev.baton.evidence.Query;
import dev.baton.parity.ParityReport;
import dev.baton.parity.ParityView;
import dev.baton.parity.Verdict;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Stores and reads the digests of sessions that are over (ADR 20). A PASS or FAIL is kept as it was made; a HOLD is replaced when newer
 * evidence gives another report.
 */
@Singleton
class Digests implements ParityWatch.DigestBook {

  /**
   * The comparison of one session.
   *
   * @param madeAt market time
   * @param report as {@link ParityView} has it
   */
  public record Digest(LocalDate date, Instant madeAt, String verdict, JsonNode report) {}

  private final EvidenceDatabase database;
  private final ObjectMapper mapper;

  Digests(EvidenceDatabase database, ObjectMapper mapper) {
    this.database = database;
    this.mapper = mapper;
  }

  /**
   * Returns the digest of that session; empty if there is none yet.
   *
   * @throws dev.baton.evidence.EvidenceUnavailableException if the database cannot be used
   */
  Optional<Digest> find(LocalDate date) {
    return first(
        date,
        row ->
            new Digest(
                date,
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getString("verdict"),
                json(row.getString("report"))));
  }

  @Override
  public Optional<Verdict> verdict(LocalDate date) {
    return first(date, row -> Verdict.valueOf(row.getString("verdict")));
  }

  private <T> Optional<T> first(LocalDate date, Query.Mapper<T> mapper) {
    return database.run(
        connection ->
            Query.first(
                connection,
                "select made_at, verdict, report from parity_digest where market_date = ?",
                mapper,
                date));
  }

  @Override
  public boolean store(LocalDate date, Instant madeAt, ParityReport report, String evidence) {
    String text = mapper.valueToTree(ParityView.of(report)).toString();
    return database.run(
            connection -> {
              try (PreparedStatement statement =
                  Query.prepare(
                      connection,
                      """
                      insert into parity_digest as made (market_date, made_at, verdict, report, evidence)
                      values (?, ?, ?, cast(? as jsonb), ?)
                      on conflict (market_date) do update
                      set made_at = excluded.made_at, verdict = excluded.verdict, report = excluded.report,
                        evidence = excluded.evidence
                      where made.verdict = 'HOLD' and made.evidence is distinct from excluded.evidence
                        and (made.verdict, made.report) is distinct from (excluded.verdict, excluded.report)
                      """,
                      date,
                      madeAt,
                      report.judgement().verdict().name(),
                      text,
                      evidence)) {
                return statement.executeUpdate();
              }
            })
        > 0;
  }

  private JsonNode json(String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored digest is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
