import type { JourneyDocumentInput } from "#core/journey/document.ts";

/** A new journey's document: nothing but its name. */
export function blankDocument(name: string): JourneyDocumentInput {
  return { schemaVersion: 1, name, nodes: [], edges: [] };
}

/** A copy under another name; the key is left out so that the copy gets one of its own. */
export function renamedDocument(document: JourneyDocumentInput, name: string): JourneyDocumentInput {
  const { key: _key, ...rest } = document;
  return { ...rest, name };
}

export type ImportedFile = { document: JourneyDocumentInput } | { problem: string };

/** Reads a file that should hold a journey; only its shape as an envelope is checked here, the rest by the API. */
export function parseJourneyFile(text: string): ImportedFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "This file is not JSON. Export a journey to see what one looks like." };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { problem: "This file holds no journey: it should be one JSON object." };
  }
  if (!("nodes" in value) || !Array.isArray(value.nodes)) {
    return { problem: "This file holds no journey: it has no list of nodes." };
  }
  return { document: value as JourneyDocumentInput };
}

/** The file name of an exported journey. */
export function journeyFileName(key: string): string {
  return `${key.replace(/[^a-z0-9_-]+/giu, "-") || "journey"}.journey.json`;
}

/** Hands a document to the browser as a download. */
export function downloadJson(document: JourneyDocumentInput, fileName: string): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: "application/json" }),
  );
  const link = window.document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
