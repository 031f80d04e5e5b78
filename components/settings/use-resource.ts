"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";

type Change<Body> =
  | { method: "post"; body: Body }
  | { method: "patch"; id: string; body: Body }
  | { method: "delete"; id: string };

/** Writes to one part of the API and renews its lists. Callers show errors unless `failed` names the toast. */
export function useResource<Body, Result>(resource: string, failed?: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Change<Body>): Promise<Result> => {
      if (change.method === "post") return api.post<Result>(`/${resource}`, change.body);
      if (change.method === "patch") return api.patch<Result>(`/${resource}/${change.id}`, change.body);
      return api.delete<Result>(`/${resource}/${change.id}`);
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["resource", resource] }),
        client.invalidateQueries({ queryKey: ["presence"] }),
      ]),
    meta: { failed },
  });
}
