/** Every figure there is, as the API names it. */
export const METRIC_NAMES = [
  "open_conversations",
  "waiting_now",
  "first_response_time",
  "response_time",
  "resolution_time",
  "last_resolution_time",
  "sentiment",
  "sentiment_shift",
  "volume",
  "messages",
  "sla_adherence",
  "csat",
  "handoff_rate",
  "handoff_acceptance",
  "handoff_time",
  "cross_channel_share",
  "context_kept",
  "presence_time",
] as const;

export type MetricName = (typeof METRIC_NAMES)[number];

export interface MetricDefinition {
  title: string;
  /** Shown beside the figure and sent with it. */
  definition: string;
  /** A share is from 0 to 1: its mean is how many of the samples count. */
  unit: "count" | "milliseconds" | "score" | "share";
  /** Which number stands for the metric where there is room for one. */
  headline: "value" | "median" | "mean";
  /** Now, or over a period. */
  kind: "now" | "period";
  /** Types of the events that the figure is computed from. */
  events: readonly string[];
}

export const METRICS: Record<MetricName, MetricDefinition> = {
  open_conversations: {
    title: "Open conversations",
    definition:
      "Conversations that are new, in progress or snoozed at the end of the period, without those we started and nobody has answered. The series gives how many were open at the end of each interval.",
    unit: "count",
    headline: "value",
    kind: "now",
    events: ["conversation.opened", "message.received", "conversation.status_changed"],
  },
  waiting_now: {
    title: "Waiting now",
    definition:
      "Open conversations with a customer message that no person and no bot has answered since. Each waits since its oldest unanswered message; the value is how many wait, the rest is how long.",
    unit: "milliseconds",
    headline: "value",
    kind: "now",
    events: ["message.received", "message.sent"],
  },
  first_response_time: {
    title: "First response time",
    definition:
      "From the first inbound customer message of a conversation to the first reply by a person. Bots do not stop it. Conversations that an agent started are left out. Dated by the reply.",
    unit: "milliseconds",
    headline: "median",
    kind: "period",
    events: ["conversation.replied"],
  },
  response_time: {
    title: "Average response time",
    definition:
      "Over every customer message that opened a wait: from the oldest unanswered customer message to the next reply by a person. Dated by the reply.",
    unit: "milliseconds",
    headline: "mean",
    kind: "period",
    events: ["conversation.replied"],
  },
  resolution_time: {
    title: "Time to first resolution",
    definition:
      "From the first inbound customer message of a conversation to the first time it was resolved. Dated by the resolution.",
    unit: "milliseconds",
    headline: "median",
    kind: "period",
    events: ["conversation.resolved"],
  },
  last_resolution_time: {
    title: "Time to last resolution",
    definition:
      "From the first inbound customer message of a conversation to the last time it was resolved so far, with the time it was reopened for. Dated by that resolution.",
    unit: "milliseconds",
    headline: "median",
    kind: "period",
    events: ["conversation.resolved"],
  },
  sentiment: {
    title: "Sentiment",
    definition:
      "Score of each inbound customer message, from −1 to 1; below −0.25 is negative, above 0.25 positive. Grouped by sentiment it gives how many messages were which.",
    unit: "score",
    headline: "mean",
    kind: "period",
    events: ["message.analysed"],
  },
  sentiment_shift: {
    title: "Sentiment shift",
    definition:
      "Score of the last inbound customer message less that of the first, for conversations with at least two in the period. Above zero, customers left happier than they came.",
    unit: "score",
    headline: "mean",
    kind: "period",
    events: ["message.analysed"],
  },
  volume: {
    title: "New conversations",
    definition: "Conversations whose first inbound customer message fell in the period.",
    unit: "count",
    headline: "value",
    kind: "period",
    events: ["message.received"],
  },
  messages: {
    title: "Messages",
    definition: "Messages received and sent in the period; notes are not messages.",
    unit: "count",
    headline: "value",
    kind: "period",
    events: ["message.received", "message.sent"],
  },
  sla_adherence: {
    title: "SLA adherence",
    definition:
      "Promises kept / (kept + broken), of first response, next response and resolution, in the policy's business hours and without the time it was paused for. Dated by when it was kept or broken.",
    unit: "share",
    headline: "mean",
    kind: "period",
    events: ["sla.met", "sla.breached"],
  },
  csat: {
    title: "CSAT",
    definition:
      "Ratings of 4 or 5 / answers to the survey after a conversation. Of the one who had the conversation when it was resolved. Dated by the answer.",
    unit: "share",
    headline: "mean",
    kind: "period",
    events: ["csat.answered"],
  },
  handoff_rate: {
    title: "Handoff rate",
    definition:
      "Conversations that a journey handed to a person / conversations that a bot answered or handed over in the period. Dated by the last of either.",
    unit: "share",
    headline: "mean",
    kind: "period",
    events: ["handoff.requested", "conversation.replied"],
  },
  handoff_acceptance: {
    title: "Handoffs accepted",
    definition:
      "Handoffs that somebody took / (taken + those that nobody took in time). Dated by the taking, or by when the time was over.",
    unit: "share",
    headline: "mean",
    kind: "period",
    events: ["handoff.accepted", "handoff.timed_out"],
  },
  cross_channel_share: {
    title: "Cross-channel share",
    definition:
      "Conversations with sessions on two or more channels / conversations in which a customer wrote in the period. Dated by the last such message.",
    unit: "share",
    headline: "mean",
    kind: "period",
    events: ["message.received"],
  },
  context_kept: {
    title: "Context kept",
    definition:
      "Of the cross-channel conversations that a person answered in the period: those where each of them had the earlier sessions in view before replying. Whether a question was asked twice is not looked at. Dated by the last reply.",
    unit: "share",
    headline: "mean",
    kind: "period",
    events: ["conversation.replied", "conversation.context_viewed"],
  },
  handoff_time: {
    title: "Handoff to acceptance",
    definition:
      "From a journey's handoff of a conversation to somebody taking it. Those that nobody took in time are left out. Dated by the taking.",
    unit: "milliseconds",
    headline: "median",
    kind: "period",
    events: ["handoff.accepted"],
  },
  presence_time: {
    title: "Time online, busy, away and offline",
    definition:
      "How long somebody was in each presence within the period, from one change of it to the next; changes of the thirty days before the period are looked at. Grouped by presence it gives the stretches of each: their number times their mean is the time spent.",
    unit: "milliseconds",
    headline: "mean",
    kind: "period",
    events: ["presence.changed"],
  },
};
