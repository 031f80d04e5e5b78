import { channelDefinitions } from "#channels/definitions.ts";
import type { Channel } from "#core/channel.ts";
import type { CastContact } from "#prisma/demo/cast.ts";
import { idAt } from "#prisma/demo/row-ids.ts";
import type { TrafficRows } from "#prisma/demo/traffic-rows.ts";
import type { Prisma, SessionKind } from "#prisma/generated/client.ts";

interface Surroundings {
  workspaceId: string;
  conversationId: string;
  accounts: Map<Channel, string>;
  contact: CastContact;
  channel: Channel;
}

interface OpenSession extends Prisma.SessionCreateManyInput {
  kind: SessionKind;
  startedAt: Date;
  lastActivityAt: Date;
  transcript: { at: string; speaker: string; text: string }[];
}

export interface EndedSession {
  id: string;
  kind: SessionKind;
  /** Milliseconds, of a call. */
  talked: number;
}

export interface SessionAt {
  id: string;
  opened?: { kind: SessionKind; level: number };
  ended?: EndedSession;
}

/** Milliseconds until somebody picks up. */
export const RINGING = 8_000;

/** The sessions of one conversation: a new one for another channel, and after a long silence. */
export class SessionPlayer {
  channel: Channel;
  private readonly rows: TrafficRows;
  private readonly around: Surroundings;
  private open: OpenSession | null = null;

  constructor(rows: TrafficRows, around: Surroundings) {
    this.rows = rows;
    this.around = around;
    this.channel = around.channel;
  }

  get id(): string | null {
    return this.open?.id ?? null;
  }

  get identityId(): string | null {
    return this.around.contact.identities[channelDefinitions[this.channel].addressKind] ?? null;
  }

  change(channel: Channel): void {
    this.channel = channel;
  }

  /** The session of something said at this moment. */
  at(at: Date, direction: "in" | "out"): SessionAt {
    const open = this.open;
    const { idle } = channelDefinitions[this.channel].session;
    if (open?.channel === this.channel && at.getTime() - open.lastActivityAt.getTime() <= idle) {
      open.lastActivityAt = at;
      return { id: open.id };
    }
    const ended = this.end(open?.lastActivityAt ?? at, "silence");
    const opened = this.begin(at, direction);
    return {
      id: opened.id,
      opened: { kind: opened.kind, level: opened.verificationLevel ?? 0 },
      ...(ended && { ended }),
    };
  }

  /** A call is kept as a transcript too. */
  hear(speaker: "customer" | "agent" | "bot", text: string, at: Date): void {
    if (this.open?.kind !== "call") return;
    this.open.transcript = [...this.open.transcript, { at: at.toISOString(), speaker, text }];
  }

  /** Ends the open session, if there is one, and says which it was. */
  end(at: Date, reason: string): EndedSession | undefined {
    const open = this.open;
    if (!open) return undefined;
    open.endedAt = at;
    open.endReason = open.kind === "call" ? "hung_up" : reason;
    if (open.kind === "call") {
      open.endedAt = new Date(open.lastActivityAt.getTime() + 15_000);
      open.talkSeconds = Math.round((open.endedAt.getTime() - open.startedAt.getTime()) / 1000);
      open.heldSeconds = 0;
    }
    this.finish();
    return { id: open.id, kind: open.kind, talked: (open.talkSeconds ?? 0) * 1000 };
  }

  /** Keeps the open session as it is. */
  finish(): void {
    if (this.open) this.rows.sessions.push(this.open);
    this.open = null;
  }

  private begin(at: Date, direction: "in" | "out"): OpenSession {
    const { workspaceId, conversationId, accounts, contact } = this.around;
    const { kind } = channelDefinitions[this.channel].session;
    const isCall = kind === "call";
    this.open = {
      id: idAt(at),
      workspaceId,
      conversationId,
      kind,
      channel: this.channel,
      channelAccountId: accounts.get(this.channel) ?? null,
      identityId: this.identityId,
      direction,
      startedAt: at,
      lastActivityAt: at,
      verificationLevel: contact.level,
      transcript: [],
      ...(isCall && { ringingAt: new Date(at.getTime() - RINGING), answeredAt: at }),
      createdAt: at,
    };
    return this.open;
  }
}
