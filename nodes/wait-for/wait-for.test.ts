import { describe, expect, it } from "vitest";
import { MONDAY, messageOf } from "#core/journey/__fixtures__/facts.ts";
import { HOUR, MINUTE, Player, planOf, playNode } from "#core/journey/__fixtures__/player.ts";
import type { JsonObject } from "#core/json.ts";
import { waitForConfigSchema, waitForDefinition } from "#nodes/wait-for/definition.ts";

let count = 0;

/** Something happens to the contact of a run, now. */
function happens(player: Player, on: string, name?: string, data: JsonObject = {}): Player {
  count += 1;
  const id = `happening-${count}`;
  return player.apply({ kind: "happening", id, at: player.now, on, ...(name ? { name } : {}), data });
}

const ordered = (total: number) => ({ name: "ordered", properties: { total } });

describe("waitFor", () => {
  it("leaves by the outlet of the first event that it waits for", () => {
    const events: JsonObject[] = [
      { outlet: "bought", on: "event", name: "ordered" },
      { outlet: "done", on: "status", to: "resolved" },
    ];
    const bought = happens(playNode("waitFor", { events }), "event", "ordered", ordered(5));
    expect(bought.end).toBe("bought");
    const done = playNode("waitFor", { events });
    happens(done, "status", "snoozed");
    expect(done.run.status).toBe("waiting");
    expect(done.untaken).toHaveLength(1);
    expect(happens(done, "status", "resolved").end).toBe("done");
  });

  it("leaves by timeout when nothing came in time", () => {
    const player = playNode("waitFor", { events: [{ on: "click" }], timeout: "PT1H" });
    expect(player.run.position?.rest).toEqual({ until: MONDAY + HOUR, on: ["happening"], floor: false });
    expect(player.ring().end).toBe("timeout");
  });

  it("waits for ever without a time", () => {
    const player = playNode("waitFor", { events: [{ on: "task", to: "completed" }] });
    expect(player.run.position?.rest?.until).toBeUndefined();
    expect(happens(player, "task", "overdue").run.status).toBe("waiting");
    expect(happens(player, "task", "completed").end).toBe("happened");
  });

  it("holds the floor only where it waits for a message", () => {
    const floor = (on: string) => playNode("waitFor", { events: [{ on }] }).run.position?.rest?.floor;
    expect(floor("message")).toBe(true);
    expect(floor("event")).toBe(false);
  });

  it("takes a message on its channels under its condition, and gives others back", () => {
    const when = { field: "message.text", op: "contains", value: "yes" };
    const player = playNode("waitFor", {
      events: [{ outlet: "agreed", on: "message", channels: ["sms"], when }],
      saveAs: "reply",
    });
    player.say("yes", { channel: "email" }).say("no");
    expect(player.untaken).toHaveLength(2);
    player.say("oh yes");
    expect(player.end).toBe("agreed");
    expect(player.run.vars).toEqual({ reply: "oh yes" });
  });

  it("looks at what happened in its condition, and saves it", () => {
    const when = { field: "event.properties.total", op: "gte", value: 100 };
    const player = playNode("waitFor", { events: [{ on: "event", name: "ordered", when }], saveAs: "order" });
    happens(player, "event", "ordered", ordered(20));
    expect(player.run.status).toBe("waiting");
    happens(player, "event", "ordered", ordered(150));
    expect(player.run.vars.order).toMatchObject({ name: "ordered", properties: { total: 150 } });
  });

  const plan = (since: string) =>
    planOf(
      [
        { id: "start", type: "trigger.event", config: { event: "joined" } },
        { id: "pause", type: "wait", config: { for: "PT10M" } },
        { id: "for", type: "waitFor", config: { events: [{ on: "event", name: "ordered" }], since } },
        { id: "again", type: "waitFor", config: { events: [{ on: "event", name: "ordered" }], since } },
      ],
      ["start.next > pause", "pause.next > for", "for.happened > again"],
    );

  it("does not count what came before it was entered", () => {
    const player = happens(new Player(plan("enter")).start(), "event", "ordered", ordered(1));
    player.pass(10 * MINUTE);
    expect(player.run.position?.nodeId).toBe("for");
  });

  it("looks back over the run where the author says so, and counts nothing twice", () => {
    const player = happens(new Player(plan("run")).start(), "event", "ordered", ordered(1));
    player.pass(10 * MINUTE);
    expect(player.run.position?.nodeId).toBe("again");
    expect(player.run.seen).toEqual([]);
    expect(happens(player, "event", "ordered", ordered(2)).run.status).toBe("completed");
  });

  it("looks back at messages that nobody in the run took", () => {
    const config = { events: [{ on: "message" }], since: "run" };
    const since = (at: number) => {
      const message = messageOf({ id: "m", text: "hi", at });
      return playNode("waitFor", config, { facts: { message, recentMessages: [message] } });
    };
    expect(since(MONDAY - MINUTE).run.status).toBe("waiting");
    expect(since(MONDAY).end).toBe("happened");
  });

  it("is offered what came while the run was on its way", () => {
    const player = new Player(
      planOf(
        [
          { id: "start", type: "trigger.event", config: { event: "joined" } },
          { id: "send", type: "send", config: { text: "Hello" } },
          { id: "for", type: "waitFor", config: { events: [{ on: "delivery", to: "delivered" }] } },
        ],
        ["start.next > send", "send.next > for"],
      ),
    ).start();
    happens(player, "delivery", "delivered");
    expect(player.outcome().run.status).toBe("completed");
  });

  it("says what it waits for, and keeps the time-out's way out to itself", () => {
    const summary = (config: object) => waitForDefinition.summary(config);
    expect(summary({ events: [{ on: "message" }], timeout: "P1D" })).toBe(
      "Wait for a message of the customer, up to 1 day",
    );
    expect(summary({ events: [{ on: "event", name: "paid" }, { on: "click" }] })).toBe(
      "Wait for “paid” and a click",
    );
    expect(waitForConfigSchema.safeParse({ events: [{ on: "click", outlet: "timeout" }] }).success).toBe(
      false,
    );
  });

  it("names what its runs have to be told of", () => {
    const config = waitForConfigSchema.parse({
      events: [{ on: "message" }, { on: "event", name: "paid" }, { on: "contact", name: "tags" }],
    });
    expect(waitForDefinition.listens?.(config)).toEqual(["event:paid", "contact"]);
  });
});
