import type { Condition } from "#core/conditions/condition.ts";
import { evaluate, type FieldLookup } from "#core/conditions/evaluate.ts";
import type { Draft } from "#core/journey/advance/draft.ts";
import { factsAfter } from "#core/journey/advance/facts-after.ts";
import type { Offer, Position } from "#core/journey/run.ts";
import type { StepContext } from "#core/journey/step.ts";
import { chosenZone } from "#core/journey/timezone.ts";
import { createLookup, templateScope, type VariableSource } from "#core/journey/variable-scope.ts";
import type { Facts } from "#core/journey/variables.ts";
import type { Json } from "#core/json.ts";
import type { TemplateKind } from "#core/templates/liquid.ts";
import { chooseText, type LocalizedText } from "#core/templates/localized-text.ts";
import { renderTemplate } from "#core/templates/render-template.ts";

/** What a step sees of a draft. What costs is made when first asked for. */
export class DraftStepContext implements StepContext {
  readonly now: number;
  readonly nodeId: string;
  readonly visit: number;
  readonly enteredAt: number;
  readonly state: Json;
  readonly effectAskedAt: number | null;
  readonly facts: Facts;
  readonly vars: Readonly<Record<string, Json>>;
  readonly arms: Readonly<Record<string, string>>;
  readonly #draft: Draft;
  readonly #position: Position;
  #source: VariableSource | undefined;
  #lookup: FieldLookup | undefined;

  constructor(draft: Draft, position: Position, vars: Readonly<Record<string, Json>> = draft.run.vars) {
    this.#draft = draft;
    this.#position = position;
    this.now = draft.now;
    this.nodeId = position.nodeId;
    this.visit = position.visit;
    this.enteredAt = position.enteredAt;
    this.state = position.state;
    this.effectAskedAt = position.effectAskedAt ?? null;
    this.facts = draft.facts;
    this.vars = vars;
    this.arms = draft.run.arms ?? {};
  }

  timezone(choice: string = this.#draft.plan.settings.timezone): string {
    return chosenZone(choice, this.facts);
  }

  render(text: LocalizedText): string {
    return this.#render(text, "text");
  }

  renderHtml(text: LocalizedText): string {
    return this.#render(text, "html");
  }

  evaluate(condition: Condition): boolean {
    this.#lookup ??= createLookup(this.#readable());
    return evaluate(condition, this.#lookup, this.now, this.timezone());
  }

  lookup(path: string): Json | undefined {
    this.#lookup ??= createLookup(this.#readable());
    return this.#lookup(path) as Json | undefined;
  }

  get seen(): readonly Offer[] {
    const { applied, seen = [], startedAt } = this.#draft.run;
    const messages = this.facts.recentMessages
      .filter(({ id, at }) => at >= startedAt && !applied.includes(id))
      .map((message): Offer => ({ kind: "message", id: message.id, at: message.at, message }));
    return [...messages, ...seen].sort((left, right) => left.at - right.at);
  }

  after(event: Offer): StepContext {
    const draft = { ...this.#draft, facts: factsAfter(this.facts, event) };
    return new DraftStepContext(draft, this.#position, this.vars);
  }

  withVars(vars: Readonly<Record<string, Json>>): StepContext {
    return new DraftStepContext(this.#draft, this.#position, vars);
  }

  #readable(): VariableSource {
    if (this.#source) return this.#source;
    const { run, plan } = this.#draft;
    this.#source = {
      facts: this.facts,
      vars: this.vars,
      run: { id: run.id, startedAt: run.startedAt, journey: plan.key },
      now: this.now,
    };
    return this.#source;
  }

  #render(text: LocalizedText, kind: TemplateKind): string {
    const { locale } = this.facts.contact;
    const scope = templateScope(this.#readable());
    return renderTemplate(chooseText(text, locale), scope, { locale, zone: this.timezone(), kind });
  }
}
