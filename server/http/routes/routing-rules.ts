import { emptySchema } from "#core/api/fields.ts";
import { pageOf, pageQuerySchema } from "#core/api/page.ts";
import {
  createRoutingRuleSetSchema,
  putRoutingRuleSetSchema,
  routingRuleSetSchema,
} from "#core/api/routing-rules.ts";
import {
  replayRoutingRulesSchema,
  routingReplaySchema,
  routingTestSchema,
  testRoutingRulesSchema,
} from "#core/api/routing-trials.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { getRuleSet, listRuleSets } from "#server/routing-rules/read-rule-sets.ts";
import { replayRules } from "#server/routing-rules/replay-rules.ts";
import { testRules } from "#server/routing-rules/test-rules.ts";
import {
  createRuleSet,
  removeRuleSet,
  replaceRuleSet,
  setDefaultRuleSet,
} from "#server/routing-rules/write-rule-sets.ts";

const tag = "Routing";

export const routingRuleEndpoints = [
  endpoint({
    method: "get",
    path: "/routing-rules",
    summary: "List sets of routing rules, each with its rules in order",
    tag,
    permission: "conversations.view",
    query: pageQuerySchema,
    result: pageOf(routingRuleSetSchema),
    run: ({ actor, query }) => listRuleSets(actor, query),
  }),
  endpoint({
    method: "post",
    path: "/routing-rules",
    summary: "Add a set of routing rules",
    tag,
    permission: "routing.edit",
    body: createRoutingRuleSetSchema,
    result: routingRuleSetSchema,
    status: 201,
    run: ({ actor, body }) => createRuleSet(actor, body),
  }),
  endpoint({
    method: "get",
    path: "/routing-rules/{idOrKey}",
    summary: "Read a set of routing rules",
    tag,
    permission: "conversations.view",
    result: routingRuleSetSchema,
    run: ({ actor, params }) => getRuleSet(actor, params.idOrKey),
  }),
  endpoint({
    method: "put",
    path: "/routing-rules/{idOrKey}",
    summary: "Replace a set's rules, if it is still at the revision given",
    tag,
    permission: "routing.edit",
    body: putRoutingRuleSetSchema,
    result: routingRuleSetSchema,
    run: ({ actor, params, body }) => replaceRuleSet(actor, params.idOrKey, body),
  }),
  endpoint({
    method: "delete",
    path: "/routing-rules/{idOrKey}",
    summary: "Remove a set that neither the workspace nor a live journey asks",
    tag,
    permission: "routing.edit",
    run: ({ actor, params }) => removeRuleSet(actor, params.idOrKey),
  }),
  endpoint({
    method: "put",
    path: "/routing-rules/{idOrKey}/default",
    summary: "Ask this set where a journey names no other",
    tag,
    permission: "routing.edit",
    body: emptySchema,
    bodyOptional: true,
    result: routingRuleSetSchema,
    run: ({ actor, params }) => setDefaultRuleSet(actor, params.idOrKey, true),
  }),
  endpoint({
    method: "delete",
    path: "/routing-rules/{idOrKey}/default",
    summary: "Ask no set where a journey names none",
    tag,
    permission: "routing.edit",
    result: routingRuleSetSchema,
    run: ({ actor, params }) => setDefaultRuleSet(actor, params.idOrKey, false),
  }),
  endpoint({
    method: "post",
    path: "/routing-rules/{idOrKey}/test",
    summary: "Who would get a conversation now, by the saved rules or those given; nothing is written",
    tag,
    permission: "routing.edit",
    body: testRoutingRulesSchema,
    result: routingTestSchema,
    run: ({ actor, params, body }) => testRules(actor, params.idOrKey, body),
  }),
  endpoint({
    method: "post",
    path: "/routing-rules/{idOrKey}/replay",
    summary: "What the rules would have done with past decisions, beside what happened; nothing is written",
    tag,
    permission: "routing.edit",
    body: replayRoutingRulesSchema,
    result: routingReplaySchema,
    run: ({ actor, params, body }) => replayRules(actor, params.idOrKey, body),
  }),
];
