import type { Reference, References } from "#core/api/studio.ts";
import { REFERENCE_KINDS } from "#core/journey/reference-kinds.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { customActivityCatalogue } from "#server/journeys/custom-activity-catalogue.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** Everything a journey can name, by kind and with what people call it: for the pickers of the canvas. */
export async function listReferences(actor: Actor): Promise<References> {
  authorize(actor, "journeys.view");
  return transact(actor, async (tx) => {
    const none = Object.fromEntries(REFERENCE_KINDS.map((kind) => [kind, []])) as unknown as References;
    const activities = Object.values(customActivityCatalogue());
    return {
      ...none,
      ...(await peopleReferences(tx)),
      ...(await contentReferences(tx)),
      customActivity: activities.map(({ name, title }) => ({ key: name, name: title })),
    };
  });
}

const open = { archivedAt: null };
const orderBy = { name: "asc" } as const;
const plain = { select: { key: true, name: true }, orderBy };

async function peopleReferences(tx: Transaction): Promise<Partial<References>> {
  const agents = await tx.user.findMany({ where: { deactivatedAt: null }, orderBy });
  const tiers = await tx.contact.findMany({
    where: { tier: { not: null }, erasedAt: null },
    distinct: ["tier"],
    select: { tier: true },
    take: 100,
  });
  return {
    team: await tx.team.findMany({ ...plain, where: open }),
    agent: agents.map(({ email, name, role }) => ({ key: email, name, detail: role })),
    skill: await tx.skill.findMany(plain),
    routingRules: await tx.routingRuleSet.findMany({ ...plain, where: open }),
    tier: tiers.map(({ tier }) => ({ key: tier ?? "", name: tier ?? "" })),
  };
}

async function contentReferences(tx: Transaction): Promise<Partial<References>> {
  const accounts = await tx.channelAccount.findMany({ where: open, orderBy });
  const templates = await tx.template.findMany({ where: open, orderBy });
  const attachments = await tx.attachment.findMany({ where: { key: { not: null } }, orderBy });
  const forms = await tx.form.findMany({ where: open, orderBy });
  const secrets = await tx.secret.findMany({ select: { key: true }, orderBy: { key: "asc" } });
  return {
    channelAccount: accounts.map(({ key, name, type }) => ({ key, name, detail: type })),
    template: templates.map(({ key, name, channel }) => ({ key, name, detail: channel })),
    intent: await tx.intent.findMany({ ...plain, where: open }),
    businessHours: await tx.businessHours.findMany(plain),
    slaPolicy: await tx.slaPolicy.findMany({ ...plain, where: open }),
    audience: await tx.audience.findMany({ ...plain, where: open }),
    form: forms.map(({ slug, name }) => ({ key: slug, name })),
    connection: await tx.crmConnection.findMany(plain),
    journey: await tx.journey.findMany({ ...plain, where: { status: { not: "archived" } } }),
    attachment: attachments.flatMap(({ key, name, contentType }): Reference[] =>
      key === null ? [] : [{ key, name, detail: contentType }],
    ),
    secret: secrets.map(({ key }) => ({ key, name: key })),
  };
}
