package dev.baton.simulator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.docs.Repository;
import dev.baton.docs.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/simulator.md} has every setting of the simulator with its default, and no other. */
class SimulatorPageTest {

  @Test
  void namesEachSettingWithItsDefaultAndNoOther() {
    // given
    Map<String, Setting> documented = Setting.ofPage(Repository.text("docs/simulator.md"));
    Map<String, Setting> declared = Setting.ofMappings(SimulatorConfig.class);

    // when, then
    assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(declared.keySet());
    declared.forEach(
        (name, setting) ->
            assertThat(documented.get(name).defaultValue())
                .as(name)
                .isEqualTo(setting.defaultValue()));
  }
}
