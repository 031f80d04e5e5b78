"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { examplesIn, faultOf } from "#components/intents/example-lines.ts";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { useResource } from "#components/settings/use-resource.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice, ProblemList } from "#components/ui/problem-list.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { CreateIntent, Intent } from "#core/api/intents.ts";
import type { Page } from "#core/api/page.ts";
import { checkIntent } from "#core/intents/check-intents.ts";

interface IntentSheetProps {
  /** Null for a new one. */
  intent: Intent | null;
  open: boolean;
  onClose: () => void;
}

/** An intent's name, examples and keywords, with what troubles it as it is written. */
export function IntentSheet({ intent, open, onClose }: IntentSheetProps) {
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={intent?.name ?? "New intent"}
      className="max-w-xl"
    >
      {open && <IntentForm key={intent?.id ?? "new"} intent={intent} onClose={onClose} />}
    </Sheet>
  );
}

const FIELDS = ["name", "key", "description", "examples", "keywords"] as const;

function IntentForm({ intent, onClose }: Omit<IntentSheetProps, "open">) {
  const mayEdit = useAllowed("routing.edit");
  const all = useQuery({
    queryKey: queryKeys.resource("intents", undefined),
    queryFn: ({ signal }) => api.get<Page<Intent>>("/intents", { query: { limit: 200 }, signal }),
  });
  const others = (all.data?.data ?? []).filter(({ id }) => id !== intent?.id);
  const save = useResource<CreateIntent, Intent>("intents");
  const [values, setValues] = useState(() => startOf(intent));
  const set = (field: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues({ ...values, [field]: event.target.value });
  const examples = examplesIn(values.examples);
  const keywords = examplesIn(values.keywords);
  const refused = faultOf(examples);
  const faults = checkIntent({ key: intent?.key ?? "", name: values.name, examples, keywords }, others);
  const errors = fieldErrors(save.error, FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const description = values.description.trim() || null;
    const body = { name: values.name.trim(), description, examples, keywords };
    save.mutate(intent ? { method: "patch", id: intent.id, body } : { method: "post", body }, {
      onSuccess: ({ name }) => {
        toastDone(`“${name}” is learnt`);
        onClose();
      },
    });
  };
  return (
    <form onSubmit={submit} className="flex min-h-full flex-col gap-4 px-5 py-4">
      <fieldset disabled={!mayEdit} className="contents">
        <Field label="Name" required error={errors.at.name ?? errors.at.key}>
          <Input value={values.name} onChange={set("name")} maxLength={200} autoFocus={!intent} />
        </Field>
        <Field label="What it is" aside="Optional" error={errors.at.description}>
          <Input value={values.description} onChange={set("description")} maxLength={1000} />
        </Field>
        <Field
          label="Examples"
          aside={<span className="tabular-nums">{examples.length} of 1,000</span>}
          hint="One a line, as customers write them, in every language they use. Paste as many as you have."
          error={refused ?? errors.at.examples}
        >
          <Textarea value={values.examples} onChange={set("examples")} className="max-h-96 min-h-44" />
        </Field>
        <Field
          label="Keywords"
          aside="Optional"
          hint="Words that say it by themselves, one a line."
          error={errors.at.keywords}
        >
          <Textarea value={values.keywords} onChange={set("keywords")} className="max-h-48" />
        </Field>
      </fieldset>
      {faults.length > 0 && (
        <section aria-label="What keeps it from being told apart" aria-live="polite">
          <ProblemList
            problems={faults.map(({ code, message }) => ({ code, message, severity: "warning" }))}
          />
        </section>
      )}
      {errors.other && <ErrorNotice what="The intent was not saved" error={save.error} />}
      {mayEdit && (
        <div className="mt-auto flex flex-wrap items-center gap-2 pt-2">
          <Button
            type="submit"
            variant="primary"
            pending={save.isPending}
            disabled={!values.name.trim() || refused !== undefined}
          >
            {intent ? "Save intent" : "Create intent"}
          </Button>
          {intent && <RemoveButton intent={intent} onRemoved={onClose} />}
        </div>
      )}
    </form>
  );
}

function RemoveButton({ intent, onRemoved }: { intent: Intent; onRemoved: () => void }) {
  const client = useQueryClient();
  const remove = useResource<never, undefined>("intents");
  const bringBack = async () => {
    const { key, name, description, examples, keywords } = intent;
    await api.post("/intents", { key, name, description, examples, keywords });
    await client.invalidateQueries({ queryKey: ["resource", "intents"] });
  };
  const onSuccess = () => {
    toast(`“${intent.name}” is removed`, {
      action: {
        label: "Undo",
        onClick: () => void bringBack().catch(() => toast.error("It could not be brought back")),
      },
    });
    onRemoved();
  };
  return (
    <>
      <Button
        variant="ghost"
        pending={remove.isPending}
        onClick={() => remove.mutate({ method: "delete", id: intent.id }, { onSuccess })}
      >
        Remove
      </Button>
      {remove.error && (
        <ErrorNotice what="It was not removed" error={remove.error} className="order-first w-full" />
      )}
    </>
  );
}

function startOf(intent: Intent | null) {
  return {
    name: intent?.name ?? "",
    description: intent?.description ?? "",
    examples: intent?.examples.join("\n") ?? "",
    keywords: intent?.keywords.join("\n") ?? "",
  };
}
