import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dependsOnTime, nextChangeAt } from "#core/audiences/next-change.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { evaluate } from "#core/conditions/evaluate.ts";
import { factsOf, MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { createLookup } from "#core/journey/variable-scope.ts";
import type { Facts } from "#core/journey/variables.ts";
import type { JsonObject } from "#core/json.ts";

const HOUR = 3_600_000;
const base = factsOf({});

function withFacts(renewal: number | null, visits: number[]): Facts {
  const attributes: JsonObject = renewal === null ? {} : { renewal: new Date(renewal).toISOString() };
  return { ...base, contact: { ...base.contact, attributes }, events: { visit: visits } };
}

function isTrue(condition: Condition, facts: Facts, now: number): boolean {
  return evaluate(
    condition,
    createLookup({ facts, vars: {}, run: null, now }),
    now,
    facts.workspace.timezone,
  );
}

const dated: Condition = { field: "contact.attributes.renewal", op: "withinNext", within: "PT5H" };
const recent: Condition = { field: "contact.attributes.renewal", op: "withinLast", value: "PT2H" };
const often: Condition = { field: "events.visit.count", op: "gte", value: 2, within: "PT3H" };

describe("the next moment at which an audience may change by itself", () => {
  it("is when a date comes near, and when it has passed", () => {
    const facts = withFacts(MONDAY + 8 * HOUR, []);
    expect(nextChangeAt(dated, facts, MONDAY)).toBe(MONDAY + 3 * HOUR);
    expect(nextChangeAt(dated, facts, MONDAY + 3 * HOUR)).toBe(MONDAY + 8 * HOUR + 1);
    expect(nextChangeAt(dated, facts, MONDAY + 8 * HOUR + 1)).toBeNull();
  });

  it("is when a counted event grows too old", () => {
    const facts = withFacts(null, [MONDAY - HOUR, MONDAY]);
    expect(nextChangeAt(often, facts, MONDAY)).toBe(MONDAY + 2 * HOUR + 1);
  });

  it("is never where nothing in the condition moves with time", () => {
    const fixed: Condition = { any: [{ field: "contact.tier", op: "eq", value: "gold" }] };
    expect(nextChangeAt(fixed, base, MONDAY)).toBeNull();
    expect(dependsOnTime(fixed)).toBe(false);
    expect(dependsOnTime({ not: { all: [fixed, often] } })).toBe(true);
    expect(dependsOnTime({ field: "events.visit.count", op: "gt", value: 1 })).toBe(false);
  });

  it("is never later than the change itself", () => {
    const hours = fc.integer({ min: -10, max: 10 });
    const condition = fc.constantFrom<Condition>(dated, recent, often, {
      any: [{ all: [dated, { not: often }] }, recent],
    });
    fc.assert(
      fc.property(
        condition,
        fc.option(hours),
        fc.array(hours, { maxLength: 4 }),
        fc.integer({ min: 0, max: 12 * 60 }),
        (asked, renewal, visits, minutes) => {
          const facts = withFacts(
            renewal === null ? null : MONDAY + renewal * HOUR,
            visits.map((hour) => MONDAY + hour * HOUR),
          );
          const later = MONDAY + minutes * 60_000;
          if (isTrue(asked, facts, later) === isTrue(asked, facts, MONDAY)) return;
          const next = nextChangeAt(asked, facts, MONDAY);
          expect(next).not.toBeNull();
          expect(next).toBeLessThanOrEqual(later);
        },
      ),
      { seed: 5 },
    );
  });
});
