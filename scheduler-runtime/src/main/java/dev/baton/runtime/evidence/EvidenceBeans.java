package dev.baton.runtime.evidence;

import dev.baton.evidence.EvidenceDatabase;
import dev.baton.evidence.EvidenceReader;
import dev.baton.evidence.FiguresReader;
import dev.baton.evidence.SeenSeries;
import dev.baton.evidence.SignalReader;
import dev.baton.evidence.UnknownCalls;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The reader of what was recorded, over the service's own database. */
class EvidenceBeans {

  /** Of the pool's connections; the ledger has threads for half of the pool, and needs one for each. */
  private static final int CONNECTIONS = 6;

  @Produces
  @Singleton
  EvidenceDatabase database(DataSource source) {
    return new EvidenceDatabase(source::getConnection, CONNECTIONS);
  }

  @Produces
  @Singleton
  SignalReader signals(EvidenceDatabase database) {
    return new SignalReader(database);
  }

  @Produces
  @Singleton
  EvidenceReader evidence(EvidenceDatabase database) {
    return new EvidenceReader(database, UnknownCalls.WHILE_SERVICES_RUN);
  }

  @Produces
  @Singleton
  FiguresReader figures(EvidenceDatabase database) {
    return new FiguresReader(database);
  }

  @Produces
  @Singleton
  SeenSeries series(EvidenceDatabase database) {
    return new SeenSeries(database);
  }
}
