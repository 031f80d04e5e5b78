import type { AuthorKind, Message } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import type { SendCommand } from "#server/conversations/send-command.ts";

export interface Author {
  kind: AuthorKind;
  /** The user or the journey; null for a program. */
  id: string | null;
  /** A person, or a program that speaks for one: their reply is a human reply. */
  isHuman: boolean;
}

/** Who a message is from: the journey that asked for it, else the person or program that called. */
export function authorOf(actor: Actor, command: Pick<SendCommand, "run">): Author {
  if (command.run) return { kind: "bot", id: command.run.journeyId, isHuman: false };
  if (actor.kind === "user") return { kind: "agent", id: actor.userId, isHuman: true };
  if (actor.kind === "apiKey") return { kind: "agent", id: null, isHuman: true };
  return { kind: "system", id: null, isHuman: false };
}

/** The journey that said it; null where a person or a program did. */
export function journeyOf({ authorKind, authorId }: Pick<Message, "authorKind" | "authorId">): string | null {
  return authorKind === "bot" ? authorId : null;
}
