import { describe, expect, test } from "vitest";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";

const engine = engineForTests();

describe("a reason that ends inside of an emoji", () => {
  test("is kept with a replacement, and does not keep the run from being saved", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      drawn(
        "Waits for what they write",
        {
          start: { type: "trigger.message" },
          wait: { type: "wait", config: { until: "{{ message.text }}" } },
        },
        [["start", "next", "wait"]],
      ),
    );
    await engine.customer().writes(`${"x".repeat(99)}😀`);
    const run = await engine.runIn(journeyId, "stuck");
    expect(run.state).toMatchObject({ stuck: { code: "invalid_date" } });
    expect(JSON.stringify(run.state)).toContain("x\ufffd” is not a date");
  });
});
