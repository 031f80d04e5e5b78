"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { Section } from "#components/settings/section.tsx";
import { Field } from "#components/ui/field.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { TriedIntents } from "#core/api/intents.ts";

/** Typing rests this long before it is asked, in milliseconds. */
const PAUSE = 200;

/** Says of any text what it would be taken for. */
export function TryIntents() {
  const [text, setText] = useState("");
  const asked = useRested(text.trim());
  const tried = useQuery({
    queryKey: queryKeys.resource("intents", "try", asked),
    queryFn: ({ signal }) => api.post<TriedIntents>("/intents/try", { text: asked }, { signal }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  return (
    <Section title="Try it" description="Write what a customer might: it is read as a message would be.">
      <div className="grid gap-4 p-4 md:grid-cols-2">
        <Field label="What a customer writes">
          <Textarea
            value={text}
            onChange={(event) => setText(event.target.value)}
            maxLength={5_000}
            placeholder="Can I come on Thursday instead?"
            className="max-h-48 min-h-24"
          />
        </Field>
        <div aria-live="polite">
          {tried.error ? (
            <ErrorNotice
              what="It could not be tried"
              error={tried.error}
              onRetry={() => void tried.refetch()}
              className="border-0 p-0"
            />
          ) : (
            <Verdict tried={asked === "" ? undefined : tried.data} />
          )}
        </div>
      </div>
    </Section>
  );
}

function Verdict({ tried }: { tried: TriedIntents | undefined }) {
  if (!tried) return <p className="text-ink-faint">The intents it sounds like, with how sure it is.</p>;
  const name = tried.data.find(({ key }) => key === tried.intent?.key)?.name;
  return (
    <>
      <p>
        {tried.intent ? (
          <>
            Taken for <strong className="font-semibold">{name ?? tried.intent.key}</strong>
          </>
        ) : (
          "None of your intents"
        )}
      </p>
      <ul className="mt-3 flex flex-col gap-2">
        {tried.data.map((guess) => (
          <li
            key={guess.key}
            className="grid grid-cols-[minmax(0,1fr)_3rem] items-center gap-x-3 gap-y-1 text-sm"
          >
            <span className="truncate">{guess.name}</span>
            <span className="text-right text-ink-muted tabular-nums">{percent(guess.confidence)}</span>
            <span className="col-span-2 h-1 rounded-full bg-hover" aria-hidden>
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: percent(guess.confidence) }}
              />
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-ink-faint text-xs">
        Triggers and nodes ask for 60 % unless you set it otherwise.
      </p>
    </>
  );
}

function percent(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}

/** A text once it has not changed for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
