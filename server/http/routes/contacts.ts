import {
  blockContactSchema,
  consentSchema,
  consentsQuerySchema,
  contactSchema,
  contactsQuerySchema,
  createContactSchema,
  crmRecordSchema,
  mergeContactSchema,
  mergeSchema,
  mergeSuggestionSchema,
  patchContactSchema,
  recordConsentSchema,
  unmergeContactSchema,
} from "#core/api/contacts.ts";
import { emptySchema } from "#core/api/fields.ts";
import { pageOf, pageQuerySchema } from "#core/api/page.ts";
import { blockContact, unblockContact } from "#server/contacts/block-contact.ts";
import { listConsents, recordConsent } from "#server/contacts/consents.ts";
import { listCrmRecords } from "#server/contacts/crm-records.ts";
import { eraseContact } from "#server/contacts/erase-contact.ts";
import { mergeContacts, unmergeContacts } from "#server/contacts/merge-contacts.ts";
import {
  acceptMergeSuggestion,
  dismissMergeSuggestion,
  listMergeSuggestions,
  reopenMergeSuggestion,
} from "#server/contacts/merge-suggestions.ts";
import { getContact, listContacts } from "#server/contacts/read-contacts.ts";
import { latestMergeId, readMerge } from "#server/contacts/read-merge.ts";
import { createContact, patchContact } from "#server/contacts/write-contacts.ts";
import { endpoint } from "#server/http/endpoint.ts";

const tag = "Contacts";

export const contactEndpoints = [
  endpoint({
    method: "get",
    path: "/contacts",
    summary: "List contacts",
    tag,
    permission: "contacts.view",
    query: contactsQuerySchema,
    result: pageOf(contactSchema),
    run: ({ actor, query }) => listContacts(actor, query),
  }),
  endpoint({
    method: "post",
    path: "/contacts",
    summary: "Add a contact",
    tag,
    permission: "contacts.edit",
    body: createContactSchema,
    result: contactSchema,
    status: 201,
    run: ({ actor, body }) => createContact(actor, body),
  }),
  endpoint({
    method: "get",
    path: "/contacts/{id}",
    summary: "Read a contact",
    tag,
    permission: "contacts.view",
    result: contactSchema,
    run: ({ actor, params }) => getContact(actor, params.id),
  }),
  endpoint({
    method: "patch",
    path: "/contacts/{id}",
    summary: "Change a contact",
    tag,
    permission: "contacts.edit",
    body: patchContactSchema,
    result: contactSchema,
    run: ({ actor, params, body }) => patchContact(actor, params.id, body),
  }),
  endpoint({
    method: "delete",
    path: "/contacts/{id}",
    summary: "Erase a contact: all that is personal goes, figures stay",
    tag,
    permission: "contacts.erase",
    run: ({ actor, params }) => eraseContact(actor, params.id),
  }),
  endpoint({
    method: "post",
    path: "/contacts/{id}/block",
    summary: "Keep what they write as spam, and call nobody to it",
    tag,
    permission: "contacts.edit",
    body: blockContactSchema,
    bodyOptional: true,
    result: contactSchema,
    run: ({ actor, params, body }) => blockContact(actor, params.id, body.reason),
  }),
  endpoint({
    method: "post",
    path: "/contacts/{id}/unblock",
    summary: "Take a blocked contact back; what was put away with them is open again",
    tag,
    permission: "contacts.edit",
    body: emptySchema,
    bodyOptional: true,
    result: contactSchema,
    run: ({ actor, params }) => unblockContact(actor, params.id),
  }),
  endpoint({
    method: "post",
    path: "/contacts/{id}/merge",
    summary: "Merge another contact into this one",
    tag,
    permission: "contacts.merge",
    body: mergeContactSchema,
    result: mergeSchema,
    run: async ({ actor, params, body }) => {
      const { mergeId } = await mergeContacts(actor, { survivorId: params.id, mergedId: body.contactId });
      return readMerge(actor, mergeId);
    },
  }),
  endpoint({
    method: "post",
    path: "/contacts/{id}/unmerge",
    summary: "Take a merge apart again",
    tag,
    permission: "contacts.merge",
    body: unmergeContactSchema,
    bodyOptional: true,
    result: mergeSchema,
    run: async ({ actor, params, body }) => {
      const mergeId = await latestMergeId(actor, params.id, body.mergeId);
      await unmergeContacts(actor, mergeId);
      return readMerge(actor, mergeId);
    },
  }),
  endpoint({
    method: "get",
    path: "/contacts/{id}/merge-suggestions",
    summary: "Who else a contact may be",
    tag,
    permission: "contacts.view",
    query: pageQuerySchema,
    result: pageOf(mergeSuggestionSchema),
    run: ({ actor, params, query }) => listMergeSuggestions(actor, params.id, query),
  }),
  endpoint({
    method: "post",
    path: "/contacts/{id}/merge-suggestions/{suggestionId}/accept",
    summary: "They are one: merge the other contact into this one",
    tag,
    permission: "contacts.merge",
    body: emptySchema,
    bodyOptional: true,
    result: mergeSchema,
    run: async ({ actor, params }) => {
      const { mergeId } = await acceptMergeSuggestion(actor, params.id, params.suggestionId);
      return readMerge(actor, mergeId);
    },
  }),
  endpoint({
    method: "post",
    path: "/contacts/{id}/merge-suggestions/{suggestionId}/dismiss",
    summary: "They are two people: do not suggest it again",
    tag,
    permission: "contacts.merge",
    body: emptySchema,
    bodyOptional: true,
    run: ({ actor, params }) => dismissMergeSuggestion(actor, params.id, params.suggestionId),
  }),
  endpoint({
    method: "post",
    path: "/contacts/{id}/merge-suggestions/{suggestionId}/reopen",
    summary: "They may be one after all: take a dismissal back",
    tag,
    permission: "contacts.merge",
    body: emptySchema,
    bodyOptional: true,
    run: ({ actor, params }) => reopenMergeSuggestion(actor, params.id, params.suggestionId),
  }),
  endpoint({
    method: "get",
    path: "/contacts/{id}/crm-records",
    summary: "What CRMs keep of a contact",
    tag,
    permission: "contacts.view",
    query: pageQuerySchema,
    result: pageOf(crmRecordSchema),
    run: ({ actor, params, query }) => listCrmRecords(actor, params.id, query),
  }),
  endpoint({
    method: "get",
    path: "/consents",
    summary: "List consents",
    tag,
    permission: "contacts.view",
    query: consentsQuerySchema,
    result: pageOf(consentSchema),
    run: ({ actor, query }) => listConsents(actor, query),
  }),
  endpoint({
    method: "post",
    path: "/consents",
    summary: "Record what a contact agreed to",
    tag,
    permission: "contacts.edit",
    body: recordConsentSchema,
    result: pageOf(consentSchema),
    status: 201,
    run: async ({ actor, body }) => ({ data: await recordConsent(actor, body), nextCursor: null }),
  }),
];
