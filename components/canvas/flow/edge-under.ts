import { edgeId } from "#components/canvas/state/editor-store.ts";
import type { JourneyDocument, JourneyEdge } from "#core/journey/document.ts";

/** The edge that lies under a point of the window, cards above it notwithstanding. */
export function edgeUnder(
  point: { x: number; y: number },
  journey: JourneyDocument,
): JourneyEdge | undefined {
  for (const element of document.elementsFromPoint(point.x, point.y)) {
    const id = element.closest(".react-flow__edge")?.getAttribute("data-id");
    if (id) return journey.edges.find((edge) => edgeId(edge) === id);
  }
  return undefined;
}
