"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, type QueryValue } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { Page } from "#core/api/page.ts";

interface SettingsListProps<Item> {
  /** The part of the API: "channels". */
  resource: string;
  /** What it lists: "channels". */
  noun: string;
  query?: Record<string, QueryValue>;
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** A short list of the workspace's own things, with its loading, empty and failed states. */
export function SettingsList<Item>({ resource, noun, query, empty, children }: SettingsListProps<Item>) {
  const list = useQuery({
    queryKey: queryKeys.resource(resource, query),
    queryFn: ({ signal }) => api.get<Page<Item>>(`/${resource}`, { query: { limit: 200, ...query }, signal }),
  });
  if (list.error && !list.data) {
    return (
      <ErrorNotice
        what={`The ${noun} could not be loaded`}
        error={list.error}
        onRetry={() => void list.refetch()}
        className="border-0"
      />
    );
  }
  if (!list.data) return <SkeletonRows label={`Loading ${noun}`} rows={3} />;
  return list.data.data.length === 0 ? empty : children(list.data.data);
}
