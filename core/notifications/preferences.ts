import { NOTIFICATION_KINDS, type NotificationKind } from "#core/api/collaboration.ts";
import { isRecord } from "#core/json.ts";

export interface Ways {
  email: boolean;
  push: boolean;
}

/** What is meant for one person alone goes out by every way; what many are told stays in the studio and the browser. */
const USUAL: Record<NotificationKind, Ways> = {
  mention: { email: true, push: true },
  assignment: { email: false, push: true },
  transfer: { email: true, push: true },
  whisper: { email: false, push: true },
  escalation: { email: false, push: true },
  notice: { email: false, push: true },
  activity: { email: false, push: false },
};

/** By which ways somebody is told of each kind: as they chose, else as usual. Never fails on what is stored. */
export function readPreferences(stored: unknown): Record<NotificationKind, Ways> {
  const chosen = isRecord(stored) && isRecord(stored.notifications) ? stored.notifications : {};
  const ways = (kind: NotificationKind): Ways => {
    const own = chosen[kind];
    const pick = (way: keyof Ways) => {
      const value = isRecord(own) ? own[way] : undefined;
      return typeof value === "boolean" ? value : USUAL[kind][way];
    };
    return { email: pick("email"), push: pick("push") };
  };
  return Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, ways(kind)])) as Record<
    NotificationKind,
    Ways
  >;
}

export function isNotificationKind(kind: string): kind is NotificationKind {
  return (NOTIFICATION_KINDS as readonly string[]).includes(kind);
}
