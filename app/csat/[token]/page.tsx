import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SurveyForm } from "#components/surveys/survey-form.tsx";
import { isAppError } from "#core/errors.ts";
import { readPublicSurvey } from "#server/surveys/answer-survey.ts";

export const metadata: Metadata = { title: "How did we do?", robots: { index: false } };
export const dynamic = "force-dynamic";

interface SurveyPageProps {
  params: Promise<{ token: string }>;
}

/** Where the link of a satisfaction survey leads. It needs no sign-in and shows nothing of what was said. */
export default async function SurveyPage({ params }: SurveyPageProps) {
  const { token } = await params;
  const survey = await read(token);
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 p-6">
      <header>
        <p className="text-sm text-ink-muted">{survey.workspace}</p>
        <h1 className="text-xl font-semibold">How did we do?</h1>
      </header>
      <SurveyForm survey={survey} token={token} />
    </main>
  );
}

async function read(token: string) {
  try {
    return await readPublicSurvey(token);
  } catch (error) {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  }
}
