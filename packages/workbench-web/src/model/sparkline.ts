/** The last rates, youngest last, and the line that draws them. */
export const SAMPLES = 36;

export function addSample(samples: readonly number[], value: number): readonly number[] {
  return [...samples, value].slice(-SAMPLES);
}

/** Points of an SVG polyline: the newest at the right edge, the highest of the shown at the top. */
export function sparklinePoints(samples: readonly number[], width: number, height: number): string {
  const highest = Math.max(1, ...samples);
  const step = width / (SAMPLES - 1);
  const left = width - step * (samples.length - 1);
  return samples
    .map((value, place) => {
      const x = left + place * step;
      const y = height - 1 - (value / highest) * (height - 2);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}
