import { type Context, type FilterImplOptions, Liquid, type Tag, type Template } from "liquidjs";
import { parseDate } from "#core/conditions/values.ts";
import { MAXIMUM_TEMPLATE_LENGTH } from "#core/templates/localized-text.ts";
import { TemplateError } from "#core/templates/template-error.ts";

/** What a template may create while rendering, in characters and list items. */
const MAXIMUM_MEMORY = 200_000;
const MAXIMUM_KEPT = 2000;

/** Tags that read other files have nothing to read; these filters would give another answer each time. */
const REMOVED_TAGS = ["include", "render", "layout", "block"];
const REMOVED_FILTERS = ["sample"];
const DATE_FILTERS = ["date", "date_to_xmlschema", "date_to_rfc822", "date_to_string", "date_to_long_string"];

export type TemplateKind = "text" | "html";

/** Two engines, because Liquid decides on escaping while it parses. */
const ENGINES: Record<TemplateKind, Liquid> = { text: createEngine(false), html: createEngine(true) };
const kept: Record<TemplateKind, Map<string, Template[]>> = { text: new Map(), html: new Map() };

function createEngine(escapesValues: boolean): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    parseLimit: MAXIMUM_TEMPLATE_LENGTH,
    memoryLimit: MAXIMUM_MEMORY,
    locale: "en",
    timezoneOffset: "UTC",
    ...(escapesValues ? { outputEscape: "escape" as const } : {}),
  });
  for (const name of REMOVED_TAGS) delete engine.tags[name];
  for (const name of REMOVED_FILTERS) engine.unregisterFilter(name);
  for (const name of DATE_FILTERS) passTimeIn(engine, name);
  countCaptures(engine);
  return engine;
}

/** Dates come from the scope's clock, and a date without an offset is read in the contact's zone. */
function passTimeIn(engine: Liquid, name: string): void {
  const original = engine.filters[name];
  if (typeof original !== "function") return;
  const filter: FilterImplOptions = function (value: unknown, ...rest: unknown[]) {
    const { opts, environments } = this.context;
    const zone = typeof opts.timezoneOffset === "string" ? opts.timezoneOffset : "UTC";
    const now = (environments as Record<string, unknown>).now;
    const instant = parseDate(value === "now" || value === "today" ? now : toMilliseconds(value), zone);
    return instant === null ? value : original.call(this, new Date(instant), ...rest);
  };
  engine.registerFilter(name, filter);
}

/** Liquid counts seconds; a number too large for that is in milliseconds. */
function toMilliseconds(value: unknown): unknown {
  return typeof value === "number" && Math.abs(value) < 1e11 ? value * 1000 : value;
}

/** Liquid does not count what `capture` keeps, so a loop could double it for ever. */
function countCaptures(engine: Liquid): void {
  const Capture = engine.tags.capture as unknown as new (
    ...parts: ConstructorParameters<typeof Tag>
  ) => Tag & { variable: string; render(context: Context): Generator<unknown, void, unknown> };
  class CountedCapture extends Capture {
    override *render(context: Context): Generator<unknown, void, unknown> {
      yield* super.render(context);
      context.memoryLimit.use(String(context.bottom()[this.variable]).length);
    }
  }
  engine.registerTag("capture", CountedCapture);
}

/**
 * Parses a template, keeping what was parsed.
 * @throws TemplateError naming what is wrong
 */
export function parseTemplate(text: string, kind: TemplateKind): Template[] {
  const cache = kept[kind];
  const known = cache.get(text);
  if (known) return known;
  if (text.length > MAXIMUM_TEMPLATE_LENGTH) throw new TemplateError("The template is too long");
  try {
    const parsed = ENGINES[kind].parse(text);
    if (cache.size >= MAXIMUM_KEPT) cache.clear();
    cache.set(text, parsed);
    return parsed;
  } catch (error) {
    throw new TemplateError(firstLine(error), { cause: error });
  }
}

export function engineFor(kind: TemplateKind): Liquid {
  return ENGINES[kind];
}

/** Liquid's messages end with an excerpt of the template, which the editor shows by itself. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n")[0] ?? message).slice(0, 300);
}
