import {
  answerSurveySchema,
  publicSurveySchema,
  sendSurveySchema,
  surveyAnswerSchema,
  surveySchema,
} from "#core/api/csat.ts";
import { clientAddress } from "#server/http/client-address.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { answerSurvey, readPublicSurvey, surveyVisitor } from "#server/surveys/answer-survey.ts";
import { readSurvey, sendSurvey } from "#server/surveys/surveys.ts";

const tag = "Surveys";

const visitor = (params: Record<string, string>, request: Request) =>
  surveyVisitor(params.token ?? "", clientAddress(request));

export const surveyEndpoints = [
  endpoint({
    method: "get",
    path: "/conversations/{id}/csat",
    summary: "Whether the customer was asked how it was, and what they said",
    tag,
    permission: "conversations.view",
    result: surveyAnswerSchema,
    run: ({ actor, params }) => readSurvey(actor, params.id),
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/csat",
    summary: "Ask the customer how it was, once a conversation",
    tag,
    permission: "conversations.reply",
    body: sendSurveySchema,
    bodyOptional: true,
    result: surveySchema,
    status: 201,
    run: ({ actor, params, body }) => sendSurvey(actor, { conversationId: params.id, ...body }),
  }),
  endpoint({
    method: "get",
    path: "/csat/{token}",
    summary: "What the page behind a survey's link shows; without a key",
    tag,
    permission: null,
    visitor,
    result: publicSurveySchema,
    run: ({ params }) => readPublicSurvey(params.token),
  }),
  endpoint({
    method: "post",
    path: "/csat/{token}",
    summary: "Rate a conversation, once; without a key",
    tag,
    permission: null,
    visitor,
    body: answerSurveySchema,
    result: publicSurveySchema,
    run: ({ params, body }) => answerSurvey(params.token, body),
  }),
];
