const variable = /\{\{[^{}]*\}\}/;

/** Whether a place of a script holds variables, `/rooms/{{room}}`, for each of which any part of a path may stand. */
export function hasVariables(place: string): boolean {
  return variable.test(place);
}

export function patternOf(place: string): RegExp {
  const parts = place.split(variable).map((part) => part.replace(/[$(){}.*+?[\]\\|^]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}

export function isPlace(place: string, actual: string): boolean {
  return place === actual || (hasVariables(place) && patternOf(place).test(actual));
}
