import type { Prisma } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Rows of the demo's past, gathered first so that each table is written at once. */
export interface TrafficRows {
  contacts: Prisma.ContactCreateManyInput[];
  identities: Prisma.IdentityCreateManyInput[];
  identityLinks: Prisma.IdentityLinkCreateManyInput[];
  consents: Prisma.ConsentCreateManyInput[];
  consentChanges: Prisma.ConsentChangeCreateManyInput[];
  conversations: Prisma.ConversationCreateManyInput[];
  sessions: Prisma.SessionCreateManyInput[];
  participants: Prisma.ParticipantCreateManyInput[];
  messages: Prisma.MessageCreateManyInput[];
  notes: Prisma.NoteCreateManyInput[];
  tasks: Prisma.TaskCreateManyInput[];
  assignments: Prisma.AssignmentCreateManyInput[];
  queueEntries: Prisma.QueueEntryCreateManyInput[];
  deadlines: Prisma.DeadlineCreateManyInput[];
  surveys: Prisma.SurveyCreateManyInput[];
  events: (Prisma.EventCreateManyInput & { occurredAt: Date })[];
}

export function noRows(): TrafficRows {
  return {
    contacts: [],
    identities: [],
    identityLinks: [],
    consents: [],
    consentChanges: [],
    conversations: [],
    sessions: [],
    participants: [],
    messages: [],
    notes: [],
    tasks: [],
    assignments: [],
    queueEntries: [],
    deadlines: [],
    surveys: [],
    events: [],
  };
}

/** Writes the rows, the log in the order of what happened. */
export async function writeTraffic(tx: Transaction, rows: TrafficRows): Promise<void> {
  const events = rows.events.toSorted((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime());
  await tx.contact.createMany({ data: rows.contacts });
  await tx.identity.createMany({ data: rows.identities });
  await tx.identityLink.createMany({ data: rows.identityLinks });
  await tx.consent.createMany({ data: rows.consents });
  await tx.consentChange.createMany({ data: rows.consentChanges });
  await tx.conversation.createMany({ data: rows.conversations });
  await tx.session.createMany({ data: rows.sessions });
  await tx.participant.createMany({ data: rows.participants });
  await tx.message.createMany({ data: rows.messages });
  await tx.note.createMany({ data: rows.notes });
  await tx.task.createMany({ data: rows.tasks });
  await tx.assignment.createMany({ data: rows.assignments });
  await tx.queueEntry.createMany({ data: rows.queueEntries });
  await tx.deadline.createMany({ data: rows.deadlines });
  await tx.survey.createMany({ data: rows.surveys });
  await tx.event.createMany({ data: events });
}
