import { BadgeCheck, ShieldQuestion } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Contact, ContactIdentity } from "#core/api/contacts.ts";
import type { Conversation } from "#core/api/conversations.ts";
import { Facts } from "./facts.tsx";
import { Section } from "./section.tsx";
import { useContact } from "./use-blocking.ts";

/** Who this is: how they are reached and how sure that is, what is kept of them, what other systems call them. */
export function ContactSection({ conversation }: { conversation: Conversation }) {
  const contact = useContact(conversation.contact.id);
  const reached = contact.data?.identities.filter((identity) => identity.kind !== "external");
  const external = contact.data?.identities.filter((identity) => identity.kind === "external") ?? [];
  const about = conversation.about;
  return (
    <>
      <Section title="How to reach them">
        {about && <p className="mb-1.5">Speaks for {about.name ?? "somebody else"}</p>}
        {contact.isPending && <Skeleton className="h-4 w-3/4" />}
        <ul className="flex flex-col gap-1.5">
          {(reached ?? conversation.contact.identities.map(asIdentity)).map((identity) => (
            <li key={`${identity.channel} ${identity.address}`} className="flex items-center gap-2">
              <ChannelMark channel={identity.channel} size="small" />
              <span className="min-w-0 flex-1 truncate" title={identity.address}>
                {identity.address}
              </span>
              {identity.link === "shared" && <span className="text-ink-faint text-xs">shared</span>}
              <Verified identity={identity} />
            </li>
          ))}
        </ul>
      </Section>
      {contact.data && <Kept contact={contact.data} />}
      {external.length > 0 && (
        <Section title="In other systems">
          <Facts facts={external.map((identity) => [identity.source ?? "external", identity.address])} />
        </Section>
      )}
    </>
  );
}

type ShownIdentity = Pick<ContactIdentity, "channel" | "address" | "verified" | "link" | "verifiedBy">;

const asIdentity = (known: Conversation["contact"]["identities"][number]): ShownIdentity => ({
  ...known,
  link: "self",
  verifiedBy: null,
});

function Verified({ identity }: { identity: ShownIdentity }) {
  const { verified, verifiedBy } = identity;
  const Icon = verified ? BadgeCheck : ShieldQuestion;
  const how = verified
    ? `Known to be theirs${verifiedBy ? `, by ${verifiedBy.replaceAll("_", " ")}` : ""}`
    : "Nobody has shown that this is theirs";
  return (
    <Tooltip content={how}>
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reachable by keyboard
        tabIndex={0}
        className={`inline-flex shrink-0 items-center gap-1 text-xs ${verified ? "text-positive" : "text-ink-faint"}`}
      >
        <Icon className="size-3.5" aria-hidden />
        {verified ? "Verified" : "Not verified"}
      </span>
    </Tooltip>
  );
}

/** What is kept of the person, whatever the conversation. */
function Kept({ contact }: { contact: Contact }) {
  const fields: [string, unknown][] = [
    ["Language", contact.locale],
    ["Time zone", contact.timezone],
    ["Tier", contact.tier],
    ...Object.entries(contact.attributes),
  ];
  const facts = fields.filter(([, value]) => value !== null && value !== "");
  if (facts.length === 0 && contact.tags.length === 0) return null;
  return (
    <Section title="What is kept of them">
      {contact.tags.length > 0 && (
        <p className="mb-2 flex flex-wrap gap-1">
          {contact.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </p>
      )}
      <Facts facts={facts} />
      {contact.lastSeenAt && (
        <p className="mt-1.5 text-ink-faint text-xs">
          Last heard of <RelativeTime at={contact.lastSeenAt} />
        </p>
      )}
    </Section>
  );
}
