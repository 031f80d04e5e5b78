import type { AudienceField } from "#core/audiences/audience-condition.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import { Prisma } from "#prisma/generated/client.ts";

/** A field of a contact as an expression over a row `c` of contacts; null where it is missing, unless said otherwise. */
export type ContactColumn =
  | { type: "text" | "boolean" | "json"; sql: Prisma.Sql }
  /** Never missing. */
  | { type: "texts" | "count"; sql: Prisma.Sql }
  /** A place that SQL and JavaScript find differently, such as an index into a list. */
  | { type: "unreachable" };

const TEXTS: Record<string, Prisma.Sql> = {
  id: Prisma.sql`c.id::text`,
  firstName: Prisma.sql`c.first_name`,
  lastName: Prisma.sql`c.last_name`,
  name: Prisma.sql`c.name`,
  locale: Prisma.sql`c.locale`,
  timezone: Prisma.sql`c.timezone`,
  tier: Prisma.sql`c.tier`,
  email: addressOf("email"),
  phone: addressOf("phone"),
};

/** The same address that `load-facts.ts` shows as the contact's. */
function addressOf(kind: "email" | "phone"): Prisma.Sql {
  return Prisma.sql`(SELECT i.address FROM identity_links l
    JOIN identities i ON i.workspace_id = l.workspace_id AND i.id = l.identity_id
    WHERE l.workspace_id = c.workspace_id AND l.contact_id = c.id AND l.ended_at IS NULL AND i.kind::text = ${kind}
    ORDER BY l.kind, l.is_default DESC, l.created_at DESC LIMIT 1)`;
}

/** @param now epoch milliseconds, from which `within` counts back */
export function columnOf(field: AudienceField, within: string | undefined, now: number): ContactColumn {
  switch (field.kind) {
    case "contact":
      if (field.name === "tags") return { type: "texts", sql: Prisma.sql`c.tags` };
      return { type: "text", sql: TEXTS[field.name] ?? Prisma.sql`NULL::text` };
    case "attribute":
      if (field.path.some((segment) => segment === "length" || /^[+-]?\d+$/.test(segment.trim()))) {
        return { type: "unreachable" };
      }
      return {
        type: "json",
        sql: Prisma.sql`nullif(c.attributes #> ${field.path}::text[], 'null'::jsonb)`,
      };
    case "consent":
      return {
        type: "boolean",
        sql: Prisma.sql`(SELECT bool_and(s.state::text = 'granted') FROM consents s
          WHERE s.workspace_id = c.workspace_id AND s.contact_id = c.id
            AND s.channel::text = ${field.channel} AND s.purpose::text = ${field.purpose})`,
      };
    case "events": {
      const since =
        within === undefined
          ? Prisma.empty
          : Prisma.sql`AND e.occurred_at >= ${new Date(now - durationToMilliseconds(within))}::timestamptz`;
      return {
        type: "count",
        sql: Prisma.sql`(SELECT count(*) FROM custom_events e
          WHERE e.workspace_id = c.workspace_id AND e.contact_id = c.id AND e.name = ${field.name} ${since})`,
      };
    }
  }
}

/** Whether the field has a value; where that cannot be told, whether it may have one. */
export function isPresent(column: ContactColumn): Prisma.Sql {
  if (column.type === "texts" || column.type === "count" || column.type === "unreachable") {
    return Prisma.sql`true`;
  }
  return Prisma.sql`(${column.sql} IS NOT NULL)`;
}
