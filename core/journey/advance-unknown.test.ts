import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf } from "#core/journey/__fixtures__/facts.ts";
import { Player, planOf, SECOND } from "#core/journey/__fixtures__/player.ts";
import { ENDED_STATUSES } from "#core/journey/run.ts";

const plan = planOf(
  [
    { id: "start", type: "trigger.message" },
    { id: "ask", type: "ask", config: { text: "When?", saveAs: "slot", collect: "PT1S", timeout: "PT4H" } },
    { id: "bye", type: "exit", config: { reason: "bye" } },
  ],
  ["start.next > ask", "ask.answered > bye", "ask.timeout > bye"],
);

/** The shell around one run whose question may or may not have gone out, and the others who take messages. */
class World {
  readonly player = new Player(plan).start();
  readonly first = this.player.effect.key;
  readonly said: string[] = [];
  /** Messages that went down the inbound order without being offered to the run. */
  readonly others: string[] = [];

  /** The customer writes: the run is offered it while it has the floor, and sees it later in any case. */
  answer(): void {
    const { player } = this;
    const id = `answer-${this.said.length + 1}`;
    const message = messageOf({ id, text: id, at: player.now });
    this.said.push(id);
    player.facts = { ...player.facts, message, recentMessages: [...player.facts.recentMessages, message] };
    const { status, suspended } = player.run;
    const speaks = status === "running" || status === "waiting" || suspended?.by.includes("pause");
    if (speaks) player.apply({ kind: "message", id, at: player.now, message });
    else this.others.push(id);
  }

  /** The provider's status for the first sending, which may come more than once. */
  late(): void {
    const { player, first } = this;
    player.apply({ kind: "effect", key: first, at: player.now, outcome: { status: "done" } });
  }

  retry(): void {
    this.player.control("retry", { resendUnknown: true });
  }

  /** The sending under way comes out. */
  sent(): void {
    const { player } = this;
    if (player.run.status === "running" && player.run.position?.effect) player.outcome();
  }

  placesOf(id: string): string[] {
    const { run, untaken } = this.player;
    const has = (list: readonly object[] = []) => list.some((event) => "id" in event && event.id === id);
    return [
      ...(run.applied.includes(id) ? ["applied"] : []),
      ...(has(run.inbox) || has(run.suspended?.missed) ? ["kept"] : []),
      ...(has(untaken) ? ["untaken"] : []),
      ...(this.others.includes(id) ? ["others"] : []),
    ];
  }
}

type Move = "answer" | "late" | "retry" | "sent" | "pause" | "resume";
const move = fc.constantFrom<Move>("answer", "late", "retry", "sent", "pause", "resume");

function play(moves: Move[]): World {
  const world = new World();
  for (const one of moves) {
    world.player.now += 10;
    if (one === "pause" || one === "resume") world.player.control(one);
    else world[one]();
  }
  return world;
}

describe("a question of which nobody knows whether it went out", () => {
  it("loses no answer, in whichever order status, answers and a person's retry come", () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), fc.nat(12), (moves, unknownAt) => {
        const before = moves.slice(0, unknownAt).filter((one) => one === "answer");
        const world = play(before);
        const { player } = world;
        player.outcome({ status: "unknown", reason: "No answer of the provider" });
        for (const one of moves.slice(unknownAt)) {
          player.now += 10;
          if (one === "pause" || one === "resume") player.control(one);
          else world[one]();
        }
        expect(world.said.filter((id) => world.placesOf(id).length === 0)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it("goes on with every answer since it was asked once a status says that it went out", () => {
    const moves = fc.array(fc.constantFrom<Move>("answer", "late"), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(moves, (some) => {
        const world = new World();
        const { player } = world;
        player.outcome({ status: "unknown", reason: "No answer of the provider" });
        for (const one of [...some, "late" as const]) {
          player.now += 10;
          world[one as "answer" | "late"]();
        }
        player.pass(2 * SECOND);
        if (!some.includes("answer")) {
          expect(player.run.status).toBe("waiting");
          return;
        }
        expect(player.end).toBe("bye");
        expect(player.run.vars.slot).toBe(world.said.join("\n"));
      }),
      { numRuns: 500 },
    );
  });

  it("asks once more under another key alone when a person says so, and a late status changes nothing then", () => {
    const world = play([]);
    const { player, first } = world;
    player.outcome({ status: "unknown", reason: "No answer of the provider" });
    world.retry();
    expect(player.effect.key).not.toBe(first);
    const { run } = player;
    world.late();
    expect(player.run).toEqual(run);
    world.sent();
    world.answer();
    player.pass(2 * SECOND);
    expect(ENDED_STATUSES.has(player.run.status)).toBe(true);
    expect(player.run.vars.slot).toBe("answer-1");
  });
});
