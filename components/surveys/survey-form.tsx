"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { PublicSurvey } from "#core/api/csat.ts";

const RATINGS = [
  [1, "Very bad"],
  [2, "Bad"],
  [3, "All right"],
  [4, "Good"],
  [5, "Very good"],
] as const;

/** A rating from 1 to 5 and a word on it, once. */
export function SurveyForm({ survey, token }: { survey: PublicSurvey; token: string }) {
  const [status, setStatus] = useState(survey.status);
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const rating = Number(fields.get("rating"));
    if (!rating) return setFailure("Choose one of the five first.");
    setSending(true);
    const comment = String(fields.get("comment") ?? "").trim();
    const answer = await post(token, { rating, ...(comment && { comment }) });
    setSending(false);
    setFailure(answer.failure);
    if (answer.status) setStatus(answer.status);
  }

  if (status === "answered") return <p role="status">Thank you. Your rating has reached us.</p>;
  if (status === "expired") return <p role="status">This survey is closed. Write to us any time.</p>;
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2">
          {survey.agent ? `Rate your conversation with ${survey.agent}.` : "Rate your conversation."}
        </legend>
        {RATINGS.map(([rating, word]) => (
          <label
            key={rating}
            className="flex items-center gap-3 rounded-md border border-line-strong px-3 py-2"
          >
            <input type="radio" name="rating" value={rating} />
            <span>
              {rating} · {word}
            </span>
          </label>
        ))}
      </fieldset>
      <div className="flex flex-col gap-2">
        <label htmlFor="survey-comment">Anything you would like to add?</label>
        <Textarea id="survey-comment" name="comment" maxLength={2000} rows={4} />
      </div>
      {failure && (
        <p role="alert" className="text-sm text-danger">
          {failure}
        </p>
      )}
      <Button type="submit" variant="primary" size="large" pending={isSending}>
        Send
      </Button>
    </form>
  );
}

interface Answer {
  status: PublicSurvey["status"] | null;
  failure: string | null;
}

async function post(token: string, body: object): Promise<Answer> {
  try {
    const response = await fetch(`/api/v1/csat/${encodeURIComponent(token)}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { status: PublicSurvey["status"]; detail?: string };
    if (response.ok) return { status: answer.status, failure: null };
    return { status: null, failure: answer.detail ?? "It could not be sent. Try again." };
  } catch {
    return { status: null, failure: "It could not be sent. Check your connection and try again." };
  }
}
