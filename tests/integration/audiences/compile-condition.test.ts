import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audienceConditionSchema, countedEvents } from "#core/audiences/audience-condition.ts";
import type { Condition } from "#core/conditions/condition.ts";
import type { Facts } from "#core/journey/variables.ts";
import { systemActor } from "#server/access/actor.ts";
import { addEvents, isIn } from "#server/audiences/add-facts.ts";
import { compileCondition } from "#server/audiences/compile-condition.ts";
import { loadContactFacts } from "#server/audiences/load-contact-facts.ts";
import { countAudience, matchesAudience, pageAudience } from "#server/audiences/page-audience.ts";
import { closeWorkspaceRows } from "#server/journeys/workspace-rows.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { condition, contact, NOW, storeContacts } from "#tests/integration/audiences/generated-contacts.ts";
import { makeWorkspace } from "#tests/setup/workspace-fixture.ts";

let workspaceId: string;
let contacts: Facts[];
let ids: string[];

beforeAll(async () => {
  workspaceId = (await makeWorkspace({ timezone: "America/Sao_Paulo" })).id;
  ids = await storeContacts(workspaceId, fc.sample(contact, { numRuns: 120, seed: 7 }));
  const everything = ["visit", "order placed", "page.view", "never"];
  contacts = await addEvents(workspaceId, await loadContactFacts(workspaceId, ids), everything);
});

afterAll(async () => {
  await closeWorkspaceRows();
  await closeDatabase();
});

function evaluated(asked: Condition): string[] {
  return contacts
    .filter((facts) => isIn(facts, asked, NOW))
    .map((facts) => facts.contact.id)
    .sort();
}

async function found(asked: Condition, limit = 200): Promise<string[]> {
  const actor = systemActor(workspaceId, "test");
  const all: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await pageAudience(actor, asked, { limit, now: NOW, ...(after ? { after } : {}) });
    all.push(...page.contactIds);
    if (page.next === null) return all;
    after = page.next;
  }
}

describe("an audience's condition", () => {
  it("finds in SQL exactly those whom the conditions of journeys accept", async () => {
    await fc.assert(
      fc.asyncProperty(condition, async (asked) => {
        fc.pre(audienceConditionSchema.safeParse(asked).success);
        expect(await found(asked)).toEqual(evaluated(asked));
      }),
      { numRuns: 400, seed: 11, endOnFailure: true },
    );
  }, 120_000);

  it("never leaves out a possible contact, nor takes in a doubtful one as certain", async () => {
    await fc.assert(
      fc.asyncProperty(condition, async (asked) => {
        fc.pre(audienceConditionSchema.safeParse(asked).success);
        const { possible, certain } = compileCondition(asked, NOW);
        const rows = await transact(
          { workspaceId },
          (tx) =>
            tx.$queryRaw<{ id: string; isPossible: boolean; isCertain: boolean }[]>`
            SELECT c.id, ${possible} AS "isPossible", ${certain} AS "isCertain" FROM contacts c ORDER BY c.id`,
        );
        const members = new Set(evaluated(asked));
        for (const { id, isPossible, isCertain } of rows) {
          expect(members.has(id) ? isPossible : !isCertain).toBe(true);
        }
      }),
      { numRuns: 200, seed: 12, endOnFailure: true },
    );
  }, 120_000);

  it("is paged by contact id without leaving out or repeating anybody", async () => {
    const exact: Condition = { field: "contact.attributes.plan", op: "exists" };
    const doubtful: Condition = { field: "contact.name", op: "matches", value: "o" };
    for (const asked of [exact, doubtful]) {
      const whole = await found(asked);
      expect(whole.length).toBeGreaterThan(7);
      expect(await found(asked, 3)).toEqual(whole);
      expect(await countAudience(systemActor(workspaceId, "test"), asked, { now: NOW })).toEqual({
        count: whole.length,
        isComplete: true,
      });
    }
  });

  it("is asked of one contact without looking at another", async () => {
    const asked: Condition = { field: "contact.name", op: "matches", value: "o" };
    const members = new Set(evaluated(asked));
    const actor = systemActor(workspaceId, "test");
    for (const id of ids.slice(0, 10)) {
      expect(await matchesAudience(actor, asked, id, NOW)).toBe(members.has(id));
    }
  });

  it("has nobody of another workspace, nor anybody merged away or erased", async () => {
    const other = await makeWorkspace();
    const everybody: Condition = { all: [] };
    const [kept, merged, erased] = await storeContacts(other.id, fc.sample(contact, { numRuns: 3, seed: 3 }));
    await transact(other.actor, async (tx) => {
      await tx.contact.update({ where: { id: merged }, data: { mergedIntoId: kept } });
      await tx.contact.update({ where: { id: erased }, data: { erasedAt: new Date() } });
    });
    const page = await pageAudience(other.actor, everybody, { limit: 10 });
    expect(page).toEqual({ contactIds: [kept], next: null });
    expect(countedEvents(everybody)).toEqual([]);
  });
});
