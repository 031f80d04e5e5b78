import { describe, expect, it } from "vitest";
import type { Channel } from "#core/channel.ts";
import { threadItems } from "./thread-items.ts";

function message(id: string, at: string, channel: Channel = "webchat", author = "customer") {
  return { id, at, channel, sessionId: `${channel} session`, author: { kind: author } };
}

const dayOf = (at: string) => at.slice(0, 10);

describe("the items of a thread", () => {
  it("begins with its day and its session", () => {
    const items = threadItems([message("a", "2026-03-02T09:00:00Z")], dayOf);
    expect(items.map((item) => item.kind)).toEqual(["day", "session", "entry"]);
  });

  it("draws a line where the channel changes and where it changes back", () => {
    const items = threadItems(
      [
        message("a", "2026-03-02T09:00:00Z"),
        message("b", "2026-03-02T09:10:00Z", "sms"),
        message("c", "2026-03-02T09:20:00Z"),
      ],
      dayOf,
    );
    const sessions = items.filter((item) => item.kind === "session");
    expect(sessions.map((item) => [item.channel, item.again])).toEqual([
      ["webchat", false],
      ["sms", false],
      ["webchat", true],
    ]);
  });

  it("joins messages of one author that follow each other closely", () => {
    const items = threadItems(
      [
        message("a", "2026-03-02T09:00:00Z"),
        message("b", "2026-03-02T09:01:00Z"),
        message("c", "2026-03-02T09:30:00Z"),
        message("d", "2026-03-02T09:30:30Z", "webchat", "agent"),
      ],
      dayOf,
    );
    const joined = items.filter((item) => item.kind === "entry").map((item) => item.joined);
    expect(joined).toEqual([false, true, false, false]);
  });

  it("keeps a note inside the session it was written in", () => {
    const note = {
      id: "n",
      at: "2026-03-02T09:01:00Z",
      channel: null,
      sessionId: null,
      author: { kind: "agent" },
    };
    const items = threadItems(
      [message("a", "2026-03-02T09:00:00Z"), note, message("b", "2026-03-02T09:02:00Z")],
      dayOf,
    );
    expect(items.filter((item) => item.kind === "session")).toHaveLength(1);
  });

  it("names each new day once", () => {
    const items = threadItems(
      [message("a", "2026-03-02T23:59:00Z"), message("b", "2026-03-03T00:00:00Z")],
      dayOf,
    );
    expect(items.filter((item) => item.kind === "day")).toHaveLength(2);
    expect(items.filter((item) => item.kind === "entry" && item.joined)).toHaveLength(0);
  });
});
