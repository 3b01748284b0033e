// Whether a value that was read has the shape that it should have.

export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isListOf<T>(value: unknown, isOne: (one: unknown) => one is T): value is T[] {
  return Array.isArray(value) && value.every(isOne);
}

/** Whether the value is absent or of the shape. */
export function isOptional<T>(value: unknown, isOne: (one: unknown) => one is T): value is T | undefined {
  return value === undefined || isOne(value);
}
