import { describe, expect, it } from "vitest";
import type { Message } from "#core/api/messages.ts";
import { type Outgoing, showOutgoing } from "./outgoing.ts";

const ana = { id: "ana", name: "Ana Duarte" };
const at = "2026-03-02T09:00:00Z";

function outgoing(text: string, after: number, note = false): Outgoing {
  return { key: `key of ${text}`, body: note ? { text, note } : { text, channel: "sms" }, after, at };
}

/** What the server made of an outgoing message, at a place in the thread. */
function accepted(text: string, position: number, author = ana): Message {
  const [message] = showOutgoing([outgoing(text, position - 1)], [], author);
  return { ...(message as Message), position, status: "sent" };
}

describe("messages on their way", () => {
  it("stand in the thread as being sent, under the author's name", () => {
    expect(showOutgoing([outgoing("On my way", 4)], [], ana)).toMatchObject([
      { text: "On my way", author: ana, status: "queued", channel: "sms", position: 5 },
    ]);
  });

  it("give way to the server's own", () => {
    expect(showOutgoing([outgoing("On my way", 4)], [accepted("On my way", 5)], ana)).toEqual([]);
  });

  it("are not taken for the same words said before, or by somebody else", () => {
    const earlier = accepted("On my way", 4);
    const anothers = accepted("On my way", 5, { id: "rui", name: "Rui" });
    expect(showOutgoing([outgoing("On my way", 4)], [earlier, anothers], ana)).toHaveLength(1);
  });

  it("know a note from a reply with the same words", () => {
    expect(showOutgoing([outgoing("Call back", 4, true)], [accepted("Call back", 5)], ana)).toMatchObject([
      { note: true, status: null, channel: null },
    ]);
  });
});
