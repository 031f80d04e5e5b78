import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, offlineError } from "#components/api/api-error.ts";
import { createDraftSaver, type SaveState } from "#components/canvas/state/draft-saver.ts";
import type { JourneyDocument } from "#core/journey/document.ts";

function named(name: string): JourneyDocument {
  return { schemaVersion: 1, name, nodes: [], edges: [] };
}

const conflict = new ApiError({ status: 409, code: "conflict", title: "Changed", detail: "Newer draft" });

function setUp(save: (document: JourneyDocument, revision: number) => Promise<number>) {
  const states: SaveState["kind"][] = [];
  const kept: (string | null)[] = [];
  const saver = createDraftSaver({
    revision: 1,
    save,
    onState: (state) => states.push(state.kind),
    keep: (document) => kept.push(document?.name ?? null),
    delay: 500,
    retryDelay: 2_000,
  });
  return { saver, states, kept };
}

describe("saving a draft", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("saves once typing rests, from the revision it knows", async () => {
    const save = vi.fn(async (_: JourneyDocument, revision: number) => revision + 1);
    const { saver, states, kept } = setUp(save);
    saver.change(named("A"));
    saver.change(named("AB"));
    await vi.advanceTimersByTimeAsync(500);
    expect(save.mock.calls.map(([document, revision]) => [document.name, revision])).toEqual([["AB", 1]]);
    saver.change(named("ABC"));
    await vi.advanceTimersByTimeAsync(500);
    expect(save.mock.lastCall?.[1]).toBe(2);
    expect(states.at(-1)).toBe("saved");
    expect(kept.at(-1)).toBeNull();
  });

  it("saves what changed during a save after it, never two at once", async () => {
    let finish: (revision: number) => void = () => undefined;
    const save = vi.fn(() => new Promise<number>((resolve) => (finish = resolve)));
    const { saver, kept } = setUp(save);
    saver.change(named("A"));
    await vi.advanceTimersByTimeAsync(500);
    saver.change(named("AB"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save).toHaveBeenCalledTimes(1);
    finish(2);
    await vi.advanceTimersByTimeAsync(500);
    expect(save).toHaveBeenCalledTimes(2);
    expect(kept.at(-1)).toBe("AB");
  });

  it("stops at someone else's newer draft and overwrites it only when told to", async () => {
    const save = vi.fn().mockRejectedValueOnce(conflict).mockResolvedValue(8);
    const { saver, states } = setUp(save);
    saver.change(named("A"));
    await vi.advanceTimersByTimeAsync(500);
    saver.change(named("AB"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(states.at(-1)).toBe("conflict");
    saver.resume(7);
    await vi.advanceTimersByTimeAsync(0);
    expect(save.mock.lastCall?.map((value) => value.name ?? value)).toEqual(["AB", 7]);
    expect(states.at(-1)).toBe("saved");
  });

  it("gives up its own changes when the other draft is taken", async () => {
    const save = vi.fn().mockRejectedValueOnce(conflict).mockResolvedValue(8);
    const { saver, states, kept } = setUp(save);
    saver.change(named("A"));
    await vi.advanceTimersByTimeAsync(500);
    saver.reset(7);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect([states.at(-1), kept.at(-1)]).toEqual(["saved", null]);
  });

  it("keeps a copy and tries again while offline", async () => {
    const save = vi.fn().mockRejectedValueOnce(offlineError()).mockResolvedValue(2);
    const { saver, states, kept } = setUp(save);
    saver.change(named("A"));
    await vi.advanceTimersByTimeAsync(500);
    expect(states.at(-1)).toBe("offline");
    expect(kept.at(-1)).toBe("A");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(states.at(-1)).toBe("saved");
  });

  it("saves at once before publishing, and says whether the server has it all", async () => {
    const { saver } = setUp(vi.fn(async () => 2));
    saver.change(named("A"));
    expect(await saver.flush()).toBe(true);
    const refused = setUp(vi.fn(async () => Promise.reject(conflict)));
    refused.saver.change(named("A"));
    expect(await refused.saver.flush()).toBe(false);
  });
});
