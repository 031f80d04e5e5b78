import { Context, type Emitter, toValueSync } from "liquidjs";
import { engineFor, firstLine, parseTemplate, type TemplateKind } from "#core/templates/liquid.ts";
import { TemplateError } from "#core/templates/template-error.ts";
import { isTemplate } from "#core/templates/value-templates.ts";

const MAXIMUM_STEPS = 20_000;
const MAXIMUM_OUTPUT = 200_000;
const MAXIMUM_KEPT = 500;

export interface RenderSetting {
  /** BCP 47; of dates and their names. */
  locale?: string | null;
  /** IANA zone in which dates are shown. */
  zone?: string;
  /** `html` escapes every value that is put in, unless the author writes `| raw`. */
  kind?: TemplateKind;
}

type Options = ConstructorParameters<typeof Context>[1];
type Limiters = NonNullable<ConstructorParameters<typeof Context>[3]>;

/** Counts what is rendered instead of looking at the clock, so that the same input always ends alike. */
function createStepLimit(): Limiters["renderLimit"] {
  let steps = 0;
  const limit = {
    check() {
      steps += 1;
      if (steps > MAXIMUM_STEPS)
        throw new TemplateError(`The template takes more than ${MAXIMUM_STEPS} steps`);
    },
    use() {},
  };
  return limit as unknown as Limiters["renderLimit"];
}

class BoundedEmitter implements Emitter {
  buffer = "";

  write(value: unknown): void {
    this.buffer += toText(value);
    if (this.buffer.length > MAXIMUM_OUTPUT) {
      throw new TemplateError(`The template writes more than ${MAXIMUM_OUTPUT} characters`);
    }
  }
}

function toText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(toText).join("");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const keptOptions = new Map<string, Options>();

function optionsFor(kind: TemplateKind, locale: string, zone: string): Options {
  const key = `${kind} ${locale} ${zone}`;
  const known = keptOptions.get(key);
  if (known) return known;
  const options = { ...engineFor(kind).options, locale: knownLocale(locale), timezoneOffset: zone };
  if (keptOptions.size >= MAXIMUM_KEPT) keptOptions.clear();
  keptOptions.set(key, options);
  return options;
}

function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll("_", "-"))[0] ?? "en";
  } catch {
    return "en";
  }
}

/**
 * Renders Liquid. What is unset renders empty; limits on length, steps, memory and output hold.
 * `scope.now` is the clock of `'now' | date`.
 * @throws TemplateError where the template is malformed or goes over a limit
 */
export function renderTemplate(
  text: string,
  scope: Record<string, unknown>,
  { locale, zone = "UTC", kind = "text" }: RenderSetting = {},
): string {
  if (!isTemplate(text)) return text;
  const parsed = parseTemplate(text, kind);
  const engine = engineFor(kind);
  const limits: Limiters = { renderLimit: createStepLimit(), liquid: engine };
  // A copy, because `increment` writes into the scope.
  const context = new Context({ ...scope }, optionsFor(kind, locale ?? "en", zone), { sync: true }, limits);
  const emitter = new BoundedEmitter();
  try {
    toValueSync(engine.renderer.renderTemplates(parsed, context, emitter));
  } catch (error) {
    throw new TemplateError(firstLine(error), { cause: error });
  }
  return emitter.buffer;
}
