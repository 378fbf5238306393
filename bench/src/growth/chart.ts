interface Axes {
  readonly title: string;
  readonly axis: string;
  readonly points: readonly number[];
}

interface Curve {
  readonly name: string;
  readonly costs: readonly number[];
}

const width = 640;
const height = 360;
const plot = { left: 64, right: 24, top: 44, bottom: 52 };
/** Ours first. The dash tells them apart where colour does not. */
const strokes = [
  { className: "ours", dash: "" },
  { className: "peer", dash: "6 4" },
] as const;

/** A plot of curves over both axes logarithmic, as a stand-alone SVG for light and dark pages. */
export function chart({ title, axis, points }: Axes, curves: readonly Curve[]): string {
  const x = scale(points, plot.left, width - plot.right);
  const costs = curves.flatMap((curve) => curve.costs);
  const y = scale(decades(costs), height - plot.bottom, plot.top);
  const lines = curves.map((curve, index) => {
    const { className, dash } = strokes[index] ?? strokes[1];
    const path = curve.costs
      .map((cost, n) => `${n === 0 ? "M" : "L"}${x(points[n] ?? 1)} ${y(cost)}`)
      .join("");
    const dots = curve.costs.map(
      (cost, n) => `<circle class="${className}" cx="${x(points[n] ?? 1)}" cy="${y(cost)}" r="3"/>`,
    );
    return `<path class="line ${className}" stroke-dasharray="${dash}" d="${path}"/>${dots.join("")}`;
  });
  const legend = curves.map((curve, index) => {
    const { className, dash } = strokes[index] ?? strokes[1];
    const left = plot.left + index * 200;
    return `<path class="line ${className}" stroke-dasharray="${dash}" d="M${left} 32h28"/><text x="${left + 36}" y="36">${curve.name}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">`,
    style,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${plot.left}" y="18">${title}</text>`,
    ...legend,
    ...decades(costs).map(
      (value) =>
        `<path class="grid" d="M${plot.left} ${y(value)}H${width - plot.right}"/><text x="${plot.left - 8}" y="${y(value) + 4}" text-anchor="end">${amount(value)} µs</text>`,
    ),
    ...points.map(
      (point) =>
        `<text x="${x(point)}" y="${height - plot.bottom + 20}" text-anchor="middle">${amount(point)}</text>`,
    ),
    `<text x="${(plot.left + width - plot.right) / 2}" y="${height - 10}" text-anchor="middle">${axis}</text>`,
    ...lines,
    "</svg>\n",
  ].join("\n");
}

const style = `<style>
text { font: 12px system-ui, sans-serif; fill: #3c4149 }
.title { font-size: 13px; font-weight: 600 }
.page { fill: #fff }
.grid { stroke: #dfe2e6; fill: none }
.line { fill: none; stroke-width: 2 }
.line.ours { stroke: #0b6bcb } circle.ours { fill: #0b6bcb }
.line.peer { stroke: #b45309 } circle.peer { fill: #b45309 }
@media (prefers-color-scheme: dark) {
  text { fill: #c9ced6 }
  .page { fill: #16181c }
  .grid { stroke: #31353c }
  .line.ours { stroke: #5aa9f5 } circle.ours { fill: #5aa9f5 }
  .line.peer { stroke: #e8a04c } circle.peer { fill: #e8a04c }
}
</style>`;

/** Maps values to pixels, logarithmically, from the smallest to the largest. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const low = Math.log10(Math.min(...values));
  const span = Math.log10(Math.max(...values)) - low || 1;
  return (value) => Math.round((from + ((Math.log10(value) - low) / span) * (to - from)) * 10) / 10;
}

/** The powers of ten around the values. */
function decades(values: readonly number[]): readonly number[] {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  return Array.from({ length: last - first + 1 }, (_, n) => 10 ** (first + n));
}

function amount(value: number): string {
  const short = (part: number) => String(Number(part.toPrecision(3)));
  if (value >= 1e6) return `${short(value / 1e6)}M`;
  return value >= 1e3 ? `${short(value / 1e3)}k` : short(value);
}
