"use client";
import { type FormEvent, useState } from "react";
import { NumberInput } from "#components/forms/number-input.tsx";
import { useReferences } from "#components/forms/use-references.ts";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { fromTyped, statisticsOf, TYPED_IN, toTyped, usualAim } from "#components/targets/aim-amount.ts";
import { useWriteTarget, type Whose } from "#components/targets/use-targets.ts";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Select } from "#components/ui/select.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { MetricTarget } from "#core/api/metric-targets.ts";
import { METRIC_NAMES, METRICS, type MetricName } from "#core/metrics/definitions.ts";
import type { Aim, Statistic } from "#core/metrics/review-target.ts";

interface TargetFormProps {
  /** The one that is changed; none: a new one. */
  target?: MetricTarget | undefined;
  /** What a new one is of; not given: it is chosen. */
  of?: { metric: MetricName; whose: Whose | null } | undefined;
  onDone(): void;
}

const COMPARISON_OPTIONS = [
  { value: "atMost", label: "at most" },
  { value: "atLeast", label: "at least" },
];

const STATISTIC_WORDS: Record<Statistic, string> = {
  value: "The number",
  median: "Median",
  mean: "Mean",
  p90: "p90 (nine of ten)",
};

/** What a metric is to be over a week. */
export function TargetForm({ target, of, onDone }: TargetFormProps) {
  const [metric, setMetric] = useState<MetricName>(target?.metric ?? of?.metric ?? "first_response_time");
  const [aim, setAim] = useState<Omit<Aim, "value">>(target ?? usualAim(metric));
  const { unit } = METRICS[metric];
  const [amount, setAmount] = useState(target ? toTyped(unit, target.value) : undefined);
  const [whose, setWhose] = useState<string | null>(null);
  const write = useWriteTarget();
  const errors = fieldErrors(write.error, ["metric", "statistic", "comparison", "value", "team", "agent"]);
  const choose = (name: MetricName) => {
    setMetric(name);
    setAim(usualAim(name));
    if (METRICS[name].unit !== unit) setAmount(undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (amount === undefined) return;
    const { statistic, comparison } = aim;
    const wanted = { statistic, comparison, value: fromTyped(unit, amount) };
    const onSuccess = () => {
      toastDone("The target is saved");
      onDone();
    };
    if (target) write.mutate({ method: "patch", id: target.id, body: wanted }, { onSuccess });
    else write.mutate({ method: "post", body: { metric, ...wanted, ...namesOf(of, whose) } }, { onSuccess });
  };
  const statistics = statisticsOf(metric);
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {!target && !of && (
        <>
          <Field label="Metric" hint={METRICS[metric].definition} error={errors.at.metric}>
            <Select
              value={metric}
              onValueChange={(name) => choose(METRIC_NAMES.find((each) => each === name) ?? metric)}
              options={METRIC_NAMES.map((name) => ({ value: name, label: METRICS[name].title }))}
            />
          </Field>
          <WhoseField value={whose} onChange={setWhose} error={errors.at.team ?? errors.at.agent} />
        </>
      )}
      <div className="flex flex-wrap items-end gap-2">
        {statistics.length > 1 && (
          <Field label="Which number" error={errors.at.statistic}>
            <Select
              value={aim.statistic}
              onValueChange={(name) =>
                setAim({ ...aim, statistic: statistics.find((each) => each === name) ?? aim.statistic })
              }
              options={statistics.map((value) => ({ value, label: STATISTIC_WORDS[value] }))}
            />
          </Field>
        )}
        <Field label="Is to be" error={errors.at.comparison}>
          <Select
            value={aim.comparison}
            onValueChange={(value) =>
              setAim({ ...aim, comparison: value === "atMost" ? "atMost" : "atLeast" })
            }
            options={COMPARISON_OPTIONS}
          />
        </Field>
        <Field
          label={TYPED_IN[unit].words ? `Number, ${TYPED_IN[unit].words}` : "Number"}
          error={errors.at.value}
        >
          <NumberInput value={amount} onChange={setAmount} className="w-28 tabular-nums" />
        </Field>
      </div>
      <p className="text-ink-faint text-xs">
        Looked at over the last seven days. Every Monday at 8:00 supervisors and admins get all targets by
        e-mail, what was missed first.
      </p>
      {errors.other && <ErrorNotice what="The target was not saved" error={write.error} />}
      <Button
        type="submit"
        variant="primary"
        className="self-end"
        pending={write.isPending}
        disabled={amount === undefined}
      >
        Save target
      </Button>
    </form>
  );
}

interface WhoseFieldProps {
  /** `team:key` or `agent:e-mail`; null is everybody. */
  value: string | null;
  onChange(value: string | null): void;
  error: string | undefined;
}

function WhoseField({ value, onChange, error }: WhoseFieldProps) {
  const references = useReferences();
  const options = (["team", "agent"] as const).flatMap((kind) =>
    (references.data?.[kind] ?? []).map(({ key, name }) => ({ value: `${kind}:${key}`, label: name })),
  );
  return (
    <Field label="Whose" error={error}>
      <Combobox
        value={value}
        onValueChange={onChange}
        options={options}
        placeholder="Everybody’s together"
        emptyText="There is no such team or person."
        clearable
      />
    </Field>
  );
}

function namesOf(of: TargetFormProps["of"], chosen: string | null) {
  if (of) return of.whose ? { [of.whose.kind]: of.whose.id } : {};
  if (!chosen) return {};
  const [kind, ...rest] = chosen.split(":");
  return { [kind === "team" ? "team" : "agent"]: rest.join(":") };
}
