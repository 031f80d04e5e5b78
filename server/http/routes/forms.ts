import { eventAcceptedSchema } from "#core/api/events.ts";
import { createFormSchema, formSchema, patchFormSchema, submissionSchema } from "#core/api/forms.ts";
import { pageQuerySchema } from "#core/api/page.ts";
import * as forms from "#server/forms/forms.ts";
import { submitForm, visitorOf } from "#server/forms/submit-form.ts";
import { clientAddress } from "#server/http/client-address.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { resource } from "#server/http/resource.ts";

const tag = "Forms";

export const formEndpoints = [
  ...resource({
    path: "/forms",
    names: ["form", "forms"],
    tag,
    view: "journeys.view",
    edit: "journeys.edit",
    item: formSchema,
    create: createFormSchema,
    patch: patchFormSchema,
    query: pageQuerySchema,
    run: {
      list: forms.listForms,
      get: forms.getForm,
      create: forms.createForm,
      patch: forms.patchForm,
      remove: forms.archiveForm,
    },
  }),
  endpoint({
    method: "post",
    path: "/forms/{slug}/submissions",
    summary: "Submit a form; without a key where it is open, at most ten times a minute from one address",
    tag,
    permission: null,
    visitor: (params, request) => visitorOf(params.slug ?? "", clientAddress(request)),
    body: submissionSchema,
    bodyLimit: 262_144,
    result: eventAcceptedSchema,
    status: 202,
    run: ({ actor, params, body }) => submitForm(actor, params.slug, body),
  }),
];
