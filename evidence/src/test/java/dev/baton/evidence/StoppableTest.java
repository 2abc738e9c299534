package dev.baton.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppableTest {

  private final Stoppable work = new Stoppable();
  private final List<String> calls = new ArrayList<>();

  /** A statement that records its calls. */
  private final Statement statement =
      (Statement)
          Proxy.newProxyInstance(
              Statement.class.getClassLoader(),
              new Class<?>[] {Statement.class},
              (_, method, _) -> {
                calls.add(method.getName());
                return null;
              });

  private String reading(Stoppable.Reading... readings) {
    for (Stoppable.Reading reading : readings) {
      try {
        Stoppable.around(statement, reading);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return "read";
  }

  @Test
  void theStatementThatRunsIsCancelledAndNoFurtherOneBegins() {
    assertThatThrownBy(
            () ->
                work.run(
                    () -> reading(() -> calls.add("first"), work::stop, () -> calls.add("third"))))
        .isInstanceOf(Stoppable.StoppedException.class);
    assertThat(calls).containsExactly("first", "cancel");
  }

  @Test
  void whatTheServerSaysOfACancelledStatementIsNoFailure() {
    assertThatThrownBy(
            () ->
                work.run(
                    () ->
                        reading(
                            () -> {
                              work.stop();
                              throw new SQLException("canceling statement", "57014");
                            })))
        .isInstanceOf(Stoppable.StoppedException.class);
  }

  @Test
  void workThatWasStoppedBeforeIsNotBegun() {
    work.stop();
    assertThatThrownBy(() -> work.run(() -> reading(() -> calls.add("first"))))
        .isInstanceOf(Stoppable.StoppedException.class);
    assertThat(calls).isEmpty();
  }

  @Test
  void whatNobodyCanStopIsRead() {
    assertThat(reading(() -> calls.add("first"))).isEqualTo("read");
    assertThat(work.run(() -> reading(() -> calls.add("second")))).isEqualTo("read");
    assertThat(calls).containsExactly("first", "second");
  }
}
