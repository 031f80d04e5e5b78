import type { Logger } from "pino";
import type { z } from "zod";
import type { ContactFacts, ConversationFacts } from "#core/journey/variables.ts";

/** What a custom activity is given beside its input. */
export interface ActivityContext {
  /** The same for every attempt: pass it on to whatever can tell a repeat by it. */
  idempotencyKey: string;
  /** From 1. */
  attempt: number;
  contact: ContactFacts;
  conversation: ConversationFacts | null;
  logger: Logger;
  /** Says that it is still at work; call it at least every 30 seconds. */
  heartbeat(): void;
  /** A secret of the workspace by its key. */
  secret(key: string): Promise<string>;
  /** Aborted when the time is up or the worker stops: hand it to `fetch`. */
  signal: AbortSignal;
  /** Leaves by one of the declared outlets: `return context.via("gold", output)`. */
  via<Output>(outlet: string, output: Output): Via<Output>;
}

export interface Via<Output> {
  outlet: string;
  output: Output;
}

export interface ActivityOptions<Input extends z.ZodObject, Output extends z.ZodObject> {
  /** Names it in journeys; never changes. */
  name: string;
  title: string;
  description: string;
  /** A lucide icon's name. */
  icon?: string;
  input: Input;
  output: Output;
  /** Ways out of the node; without any, `next` and `failed`. */
  outlets?: { id: string; label: string }[];
  /** Of one attempt, ISO 8601; PT30S when absent. */
  timeout?: string;
  retry?: { attempts: number };
  run(context: ActivityContext, input: z.output<Input>): Promise<z.input<Output> | Via<z.input<Output>>>;
}

export type DefinedActivity = ActivityOptions<z.ZodObject, z.ZodObject>;

/**
 * Makes a node of a function: the default export of a file in `activities/custom/`. Throw to have it tried
 * again; throw `ApplicationFailure.nonRetryable` for what will not get better.
 */
export function defineActivity<Input extends z.ZodObject, Output extends z.ZodObject>(
  options: ActivityOptions<Input, Output>,
): DefinedActivity {
  // Input is parsed with the activity's own schema before `run` sees it, so the wider type is safe to hold.
  return options as unknown as DefinedActivity;
}
