import { DateTime } from "luxon";
import type { MetricQuery } from "#core/api/metrics.ts";
import { AppError } from "#core/errors.ts";
import type { BusinessWeek } from "#core/hours/is-open.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { type Actor, can } from "#server/access/actor.ts";
import { visibleTo } from "#server/access/conversation-filter.ts";
import type { Transaction } from "#server/platform/database.ts";
import { requireTeamId, requireUserId } from "#server/platform/require-rows.ts";

const MOST_BUCKETS = 1_500;
const DEFAULT_DAYS = 30;

/** A metric's question with every default filled in. */
export interface Scope {
  from: Date;
  to: Date;
  timezone: string;
  interval: MetricQuery["interval"];
  groupBy: MetricQuery["groupBy"];
  /** Over samples `s`: channel, team, agent and what the actor may see. */
  filter: Prisma.Sql;
  hours: BusinessWeek | null;
  /** Of one team, or one agent. */
  teamId: string | null;
  agentId: string | null;
}

/** @throws AppError `invalid_input` for a period that is none or an interval too fine for it */
export async function readScope(tx: Transaction, actor: Actor, query: MetricQuery): Promise<Scope> {
  const to = query.to ? new Date(query.to) : new Date();
  const from = query.from ? new Date(query.from) : new Date(to.getTime() - DEFAULT_DAYS * 86_400_000);
  if (from >= to) throw new AppError("invalid_request", "from: the period must begin before it ends.");
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } });
  const { interval, groupBy } = query;
  const scope = { from, to, timezone: query.timezone ?? workspace.timezone, interval, groupBy };
  if (countBuckets(scope) > MOST_BUCKETS) {
    throw new AppError("invalid_request", "interval: too fine for this period. Choose a longer one.");
  }
  const hours = query.businessHours === undefined ? null : await readHours(tx, query.businessHours);
  const teamId = query.team ? await requireTeamId(tx, query.team) : null;
  const agentId = query.agent ? await requireUserId(tx, query.agent) : null;
  const filter = filterOf(actor, query, { teamId, agentId });
  return { ...scope, filter, hours, teamId, agentId };
}

function countBuckets({ from, to, interval }: Pick<Scope, "from" | "to" | "interval">): number {
  const lengths = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 };
  return (to.getTime() - from.getTime()) / lengths[interval];
}

/** The beginnings of every interval of the period, on the clock of its zone. */
export function bucketsOf({ from, to, timezone, interval }: Scope): Date[] {
  const buckets: Date[] = [];
  let at = DateTime.fromJSDate(from, { zone: timezone }).startOf(interval);
  while (at.toMillis() < to.getTime()) {
    buckets.push(at.toJSDate());
    const next = at.plus({ [interval]: 1 }).startOf(interval);
    // An hour that a change of clocks repeats begins where it began.
    at = next > at ? next : at.plus({ hours: 1 });
  }
  return buckets;
}

async function readHours(tx: Transaction, key: string): Promise<BusinessWeek> {
  const row = await tx.businessHours.findFirst({ where: { key } });
  if (!row) throw new AppError("invalid_input", `businessHours: there are none with the key “${key}”.`);
  const { timezone, weekly, holidays } = row;
  return {
    timezone,
    weekly: weekly as BusinessWeek["weekly"],
    holidays: holidays as unknown as BusinessWeek["holidays"],
  };
}

function filterOf(
  actor: Actor,
  { channel }: MetricQuery,
  { teamId, agentId }: Pick<Scope, "teamId" | "agentId">,
): Prisma.Sql {
  const parts = [visibilityOf(actor)];
  if (channel?.length) parts.push(Prisma.sql`s.channel::text = ANY (${channel})`);
  if (teamId) parts.push(Prisma.sql`s.team_id = ${teamId}::uuid`);
  if (agentId) parts.push(Prisma.sql`s.user_id = ${agentId}::uuid`);
  return Prisma.join(parts, " AND ");
}

/** Who may see all figures does; others get those of the conversations they see. */
function visibilityOf(actor: Actor): Prisma.Sql {
  const visible = visibleTo(actor);
  if (visible.kind === "all" || can(actor, "metrics.viewAll")) return Prisma.sql`true`;
  if (visible.kind === "none") return Prisma.sql`false`;
  const { assigneeId, teams, anybody } = visible;
  return Prisma.sql`s.conversation_id IN (
    SELECT c.id FROM conversations c WHERE c.assignee_id = ${assigneeId}::uuid
      OR (c.team_id = ANY (${teams.ids}::uuid[]) AND c.visibility::text = ANY (${teams.visibilities as string[]}))
      OR c.visibility::text = ANY (${anybody as string[]}))`;
}
