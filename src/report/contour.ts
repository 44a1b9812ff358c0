/** Part of a contour, from one point to another: x and y in cells of the grid, from the middle of the first one. */
export type Segment = readonly [fromX: number, fromY: number, toX: number, toY: number];

/** Returns where the values of a square grid pass through 0, as pieces of lines (marching squares). `values` are row by row. */
export function contour(values: Float32Array, size: number): Segment[] {
  const segments: Segment[] = [];
  const corners = [[0, 0], [1, 0], [1, 1], [0, 1]] as const;
  for (let y = 0; y + 1 < size; y += 1) {
    for (let x = 0; x + 1 < size; x += 1) {
      const at = corners.map(([right, down]) => values[(y + down) * size + x + right]);
      const crossed = corners.flatMap(([right, down], index) => {
        const next = (index + 1) % 4;
        if (at[index] > 0 === at[next] > 0) return [];
        const share = at[index] / (at[index] - at[next]);
        const [nextRight, nextDown] = corners[next];
        return [[x + right + share * (nextRight - right), y + down + share * (nextDown - down)] as const];
      });
      // Two crossed edges, or four where the diagonals differ: then any pairs are as good.
      for (let pair = 0; pair + 1 < crossed.length; pair += 2) segments.push([...crossed[pair], ...crossed[pair + 1]]);
    }
  }
  return segments;
}
