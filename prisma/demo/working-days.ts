import { DateTime } from "luxon";
import { type Cast, required } from "#prisma/demo/cast.ts";
import { PEOPLE } from "#prisma/demo/people.ts";
import { makeRandom } from "#prisma/demo/random.ts";
import { idAt } from "#prisma/demo/row-ids.ts";
import type { TrafficRows } from "#prisma/demo/traffic-rows.ts";

type Presence = "online" | "away" | "offline";

/** A working day: what one turns to at which minute of it, give or take a quarter of an hour. */
const DAY: [minute: number, to: Presence][] = [
  [8 * 60, "online"],
  [12 * 60 + 15, "away"],
  [13 * 60, "online"],
  [17 * 60 + 15, "offline"],
];

/** The presence of everybody with a team on the working days of so many weeks up to yesterday. */
export function addWorkingDays(rows: TrafficRows, cast: Cast, weeks: number): void {
  const random = makeRandom(8);
  for (const [key, { teams, timezone }] of Object.entries(PEOPLE)) {
    if (teams.length === 0) continue;
    const userId = required(cast.users, key);
    const today = DateTime.fromJSDate(cast.now, { zone: timezone }).startOf("day");
    let from: Presence = "offline";
    for (let daysAgo = weeks * 7; daysAgo > 0; daysAgo -= 1) {
      const day = today.minus({ days: daysAgo });
      if (day.weekday > 5) continue;
      for (const [minute, to] of DAY) {
        const at = day.plus({ minutes: minute + Math.floor(random() * 15) }).toJSDate();
        rows.events.push(presenceChanged(cast.workspaceId, userId, at, from, to));
        from = to;
      }
    }
  }
}

function presenceChanged(workspaceId: string, userId: string, at: Date, from: Presence, to: Presence) {
  return {
    id: idAt(at),
    workspaceId,
    type: "presence.changed",
    occurredAt: at,
    recordedAt: at,
    actorKind: "user" as const,
    actorId: userId,
    userId,
    data: { from, to },
  };
}
