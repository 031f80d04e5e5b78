"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useReducer, useState } from "react";
import { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import {
  changeDraft,
  type DraftRule,
  draftOf,
  isSame,
  startDraft,
  toWrite,
} from "#components/routing/rules-draft.ts";
import { useWarnBeforeLeaving } from "#components/shell/use-warn-before-leaving.ts";
import type { Page } from "#core/api/page.ts";
import type { ApiProblem } from "#core/api/problem-details.ts";
import type { RoutingRuleSet } from "#core/api/routing-rules.ts";

/** A set's rules as they are drawn, with what it takes to bring them live. */
export function useRulesDraft(set: RoutingRuleSet) {
  const client = useQueryClient();
  /** What the draft was made from: the list may be renewed meanwhile by somebody else's save. */
  const [base, setBase] = useState(set);
  const [draft, change] = useReducer(changeDraft, base, (from) => startDraft(draftOf(from)));
  const isDirty = !isSame(draft.present, draftOf(base));
  useWarnBeforeLeaving(isDirty, "These rules are not saved. Leave without saving them?");

  const take = (latest: RoutingRuleSet) => {
    setBase(latest);
    change({ do: "load", rules: draftOf(latest) });
  };
  // What somebody else saved is shown at once where nothing is drawn here.
  useEffect(() => {
    if (set.revision > base.revision && !isDirty) {
      setBase(set);
      change({ do: "load", rules: draftOf(set) });
    }
  }, [set, base.revision, isDirty]);

  const save = useMutation({
    mutationFn: (revision: number) =>
      api.put<RoutingRuleSet>(`/routing-rules/${set.id}`, { revision, rules: toWrite(draft.present) }),
    onSuccess: (saved) => {
      take(saved);
      client.setQueryData<Page<RoutingRuleSet>>(
        queryKeys.resource("routing-rules"),
        (page) => page && { ...page, data: page.data.map((each) => (each.id === saved.id ? saved : each)) },
      );
    },
  });
  const isStale = save.error instanceof ApiError && save.error.code === "draft_conflict";
  const latest = () => api.get<RoutingRuleSet>(`/routing-rules/${set.id}`);
  const problems = useMemo(() => (save.error instanceof ApiError ? save.error.problems : []), [save.error]);
  return {
    rules: draft.present,
    base,
    isDirty,
    isStale,
    problems,
    canUndo: draft.past.length > 0,
    canRedo: draft.future.length > 0,
    change,
    save,
    discard: () => {
      save.reset();
      change({ do: "load", rules: draftOf(base) });
    },
    /** After somebody else's save: takes theirs, or puts these over them. */
    takeTheirs: async () => {
      take(await latest());
      save.reset();
    },
    keepMine: async (onSuccess: () => void) => {
      const { revision } = await latest();
      save.mutate(revision, { onSuccess });
    },
  };
}

export type Draft = ReturnType<typeof useRulesDraft>;

/** What is wrong with one rule, by the field's path inside it: "then.team". */
export function problemsOf(
  rules: DraftRule[],
  mark: string,
  problems: readonly ApiProblem[],
): Record<string, string> {
  const prefix = `rules.${rules.findIndex((rule) => rule.mark === mark)}.`;
  const own = problems.filter(({ path }) => path?.startsWith(prefix));
  return Object.fromEntries(own.map(({ path = "", message }) => [path.slice(prefix.length), message]));
}
