import { describe, expect, it } from "vitest";
import { MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { HOUR, MINUTE, Player, planOf, SECOND } from "#core/journey/__fixtures__/player.ts";
import { actionOnHumanReply } from "#core/journey/human-reply.ts";

const trigger = { id: "start", type: "trigger.message" };
const exit = { id: "bye", type: "exit", config: { reason: "bye" } };
const late = { id: "late", type: "exit", config: { reason: "late" } };
const hello = { id: "hello", type: "send", config: { text: "Hello" } };
const wait = { id: "wait", type: "wait", config: { for: "PT1H" } };
const ask = { id: "ask", type: "ask", config: { text: "When?", saveAs: "slot", timeout: "PT4H" } };

const waiting = () =>
  new Player(planOf([trigger, wait, exit], ["start.next > wait", "wait.next > bye"])).start();
const sending = () =>
  new Player(planOf([trigger, hello, exit], ["start.next > hello", "hello.next > bye"])).start();
const asking = () =>
  new Player(
    planOf([trigger, ask, exit, late], ["start.next > ask", "ask.answered > bye", "ask.timeout > late"]),
  )
    .start()
    .outcome();

describe("pause and resume", () => {
  it("holds a wait, which goes on with its own deadline", () => {
    const player = waiting().control("pause").pass(MINUTE);
    expect(player.run.status).toBe("paused");
    player.control("resume");
    expect(player.run).toMatchObject({ status: "waiting", position: { rest: { until: MONDAY + HOUR } } });
  });

  it("fires a wait that ran out meanwhile, or starts it again in full", () => {
    const fired = waiting()
      .control("pause")
      .pass(2 * HOUR);
    expect(fired.run.status).toBe("paused");
    expect(fired.control("resume", { expired: "fire" }).end).toBe("bye");
    const restarted = waiting()
      .control("pause")
      .pass(2 * HOUR)
      .control("resume", { expired: "restart" });
    expect(restarted.run.position?.rest?.until).toBe(MONDAY + 3 * HOUR);
    expect(restarted.ring().end).toBe("bye");
  });

  it("starts a question's time-out again in full", () => {
    const player = asking()
      .control("pause")
      .pass(5 * HOUR)
      .control("resume", { expired: "restart" });
    expect(player.run.position?.rest?.until).toBe(MONDAY + 9 * HOUR);
    player
      .pass(HOUR)
      .say("Monday")
      .pass(2 * SECOND);
    expect(player.end).toBe("bye");
  });

  it("keeps the answers that came meanwhile, in order, and prefers them to a time-out", () => {
    const player = asking().control("pause").say("Monday").say("at ten").say("at ten", { id: "message-3" });
    expect(player.run.suspended?.missed).toHaveLength(2);
    player
      .pass(5 * HOUR)
      .control("resume")
      .pass(2 * SECOND);
    expect(player.end).toBe("bye");
    expect(player.run.vars).toEqual({ slot: "Monday\nat ten" });
  });

  it("keeps an outcome that came meanwhile", () => {
    const player = sending().control("pause").outcome().outcome();
    expect(player.run.status).toBe("paused");
    expect(player.control("resume").end).toBe("bye");
  });

  it("asks again, under the same key, for an effect whose outcome has not come", () => {
    const player = sending().control("pause").control("resume");
    expect(player.effects.map(({ key }) => key)).toEqual(["run-1:2", "run-1:2"]);
    expect(player.outcome().end).toBe("bye");
  });

  it("gives back what a paused run would not have wanted", () => {
    const player = waiting().control("pause").say("Hi");
    expect(player.untaken).toHaveLength(1);
  });
});

describe("hold and release", () => {
  it("leaves messages to the person who holds the conversation", () => {
    const player = asking().control("hold").say("I talk to Bob");
    expect(player.run.status).toBe("held");
    expect(player.untaken).toHaveLength(1);
    player
      .control("release")
      .say("Monday")
      .pass(2 * SECOND);
    expect(player.end).toBe("bye");
    expect(player.run.vars).toEqual({ slot: "Monday" });
  });

  it("stays paused when a person takes the conversation and gives it back", () => {
    const player = waiting().control("pause").control("hold").control("release");
    expect(player.run.status).toBe("paused");
    player.control("hold").control("resume");
    expect(player.run.status).toBe("held");
    expect(player.control("release").run.status).toBe("waiting");
  });

  it("does nothing twice: one event counts once, and so does one hold", () => {
    const player = waiting().control("hold", { id: "x" }).control("release").control("hold", { id: "x" });
    expect(player.run.status).toBe("waiting");
    player.control("hold").control("hold").control("release");
    expect(player.run.status).toBe("waiting");
  });

  it.each([
    ["hold", "hold"],
    ["stop", "stop"],
    ["continue", null],
  ] as const)("where the journey says %s, a human reply means %s", (onHumanReply, action) => {
    expect(actionOnHumanReply({ onHumanReply })).toBe(action);
  });
});

describe("retry", () => {
  it("asks for a failed effect again under a key of its own", () => {
    const player = sending().fail().control("retry");
    expect(player.effects.map(({ key }) => key)).toEqual(["run-1:2", "run-1:3"]);
    expect(player.effects[1]?.effect).toEqual(player.effects[0]?.effect);
    expect(player.run.stuck).toBeUndefined();
    expect(player.outcome().end).toBe("bye");
  });

  it("repeats an unknown effect only when told so", () => {
    const player = sending().outcome({ status: "unknown", reason: "Timed out" }).control("retry");
    expect(player.run.status).toBe("stuck");
    expect(player.effects).toHaveLength(1);
    player.control("retry", { resendUnknown: true });
    expect(player.effects).toHaveLength(2);
    expect(player.outcome().end).toBe("bye");
  });

  it("brings an effect that was put off forward, under its own key", () => {
    const player = sending()
      .outcome({ status: "later", at: MONDAY + HOUR, reason: "Busy" })
      .control("retry");
    expect(player.effects.map(({ key }) => key)).toEqual(["run-1:2", "run-1:2"]);
  });

  it("ignores a late outcome of the effect that failed", () => {
    const player = sending();
    const { key } = player.effect;
    player.fail().apply({ kind: "effect", key, at: player.now, outcome: { status: "done" } });
    expect(player.run.status).toBe("stuck");
  });
});

describe("skip and stop", () => {
  it("goes out by next from wherever the run is", () => {
    expect(waiting().control("skip").end).toBe("bye");
    expect(sending().fail().control("skip").end).toBe("bye");
    expect(sending().control("skip").end).toBe("bye");
    expect(asking().control("skip").end).toBe("bye");
  });

  it("stops a run in any state and gives back what it had queued", () => {
    for (const player of [
      waiting(),
      sending().say("Hi"),
      sending().fail(),
      asking().control("pause").say("Hi"),
    ]) {
      player.control("stop", { reason: "Enough" });
      expect(player.run).toMatchObject({
        status: "stopped",
        ended: { reason: "Enough" },
        position: null,
        inbox: [],
      });
      expect(player.run.suspended).toBeUndefined();
    }
    expect(sending().say("Hi").control("stop").untaken).toHaveLength(1);
    expect(asking().control("pause").say("Hi").control("stop").untaken).toHaveLength(1);
  });

  it("wants a run resumed before it is retried or skipped, and says so", () => {
    const player = waiting().control("pause").control("skip");
    expect(player.run.status).toBe("paused");
    expect(player.transitions.at(-1)).toMatchObject({ kind: "absorbed" });
  });

  it("leaves a run that has ended alone", () => {
    const player = waiting().control("stop");
    const { run } = player;
    for (const action of ["hold", "pause", "resume", "retry", "skip", "stop"] as const)
      player.control(action);
    expect(player.run).toEqual(run);
  });
});

describe("what was put off", () => {
  const later = (minutes: number, code: string) =>
    ({ status: "later", at: MONDAY + minutes * MINUTE, code, reason: "Not now" }) as const;

  it("keeps the floor for a moment and gives it up for longer", () => {
    expect(sending().outcome(later(1, "rate_limit")).run.position?.rest?.floor).toBe(true);
    expect(sending().outcome(later(60, "quiet_hours")).run.position?.rest?.floor).toBe(false);
    expect(sending().outcome(later(1, "floor")).run.position?.rest?.floor).toBe(false);
  });

  it("remembers since when, for as long as the reason is the same", () => {
    const player = sending().outcome(later(1, "floor")).ring().outcome(later(2, "floor"));
    expect(player.run.position?.putOff).toEqual({ code: "floor", at: MONDAY + 2 * MINUTE, since: MONDAY });
    player.ring().outcome(later(3, "budget"));
    expect(player.run.position?.putOff).toMatchObject({ code: "budget", since: MONDAY + 2 * MINUTE });
    expect(player.ring().outcome().end).toBe("bye");
  });

  it("is asked for at once when it is woken, under the same key", () => {
    const player = sending();
    const { key } = player.effect;
    player.outcome(later(60, "halted")).control("wake");
    expect(player.run.status).toBe("running");
    expect(player.effects.map((effect) => effect.key)).toEqual([key, key]);
    expect(player.outcome().end).toBe("bye");
  });

  it("is due on resuming when it was woken while the run was paused", () => {
    const player = sending().outcome(later(60, "halted")).control("pause").control("wake");
    expect(player.run.status).toBe("paused");
    expect(player.control("resume").run.status).toBe("running");
  });

  it("is all that is woken: a wait stays as it is", () => {
    expect(waiting().control("wake").run.position?.rest?.until).toBe(MONDAY + HOUR);
  });
});

describe("a run that could not be carried", () => {
  const parkedIn = (player: Player): Player => {
    const { status } = player.run;
    const from = status === "waiting" ? "waiting" : "running";
    player.run = { ...player.run, status: "stuck", stuck: { code: "engine_error", reason: "Broken", from } };
    return player;
  };

  it("takes what comes meanwhile when it is tried again, and rests on where it was", () => {
    const player = parkedIn(asking()).say("Monday");
    expect(player.run).toMatchObject({ status: "stuck", inbox: [{ id: "message-1" }] });
    expect(player.untaken).toEqual([]);
    player.control("retry").pass(2 * SECOND);
    expect(player.end).toBe("bye");
    expect(player.run.vars).toEqual({ slot: "Monday" });
  });

  it("asks for the effect that was under way under the same key", () => {
    const player = parkedIn(sending());
    const { key } = player.effect;
    player.control("retry");
    expect(player.effect.key).toBe(key);
    expect(player.run.stuck).toBeUndefined();
    expect(player.outcome().end).toBe("bye");
  });

  it("fires a wait that ran out meanwhile", () => {
    const player = parkedIn(waiting())
      .pass(2 * HOUR)
      .control("retry");
    expect(player.end).toBe("bye");
  });

  it("hands back what it had kept when it is stopped", () => {
    const player = parkedIn(asking()).say("Monday").control("stop");
    expect(player.untaken.map(({ id }) => id)).toEqual(["message-1"]);
  });

  it("keeps over a pause what it would have taken", () => {
    const player = parkedIn(asking()).control("pause").say("Monday").control("resume");
    expect(player.run.status).toBe("stuck");
    expect(player.control("retry").pass(2 * SECOND).end).toBe("bye");
  });
});
