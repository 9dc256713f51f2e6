const PLACEHOLDER = /\{\{\s*([A-Za-z_][\w.]*)\s*\}\}/g;

/** The names that a template has to be told, each once. */
export function placeholdersOf(template: string): string[] {
  return [
    ...new Set([...template.matchAll(PLACEHOLDER)].map(([, name]) => name)),
  ];
}

/**
 * What is wrong with a template: a value can only be kept from being read as a part of
 * the query where it stands between double quotes.
 */
export function mistakeInTemplate(template: string): string | undefined {
  let quote = '';
  for (let at = 0; at < template.length; at++) {
    const char = template[at];
    if (template.startsWith('{{', at) && quote !== '"') {
      return `'${template.slice(
        at,
        at + 30,
      )}' must stand between double quotes`;
    }
    if (quote && quote !== '`' && char === '\\') {
      at++;
    } else if (char === quote) {
      quote = '';
    } else if (!quote && /["'`]/.test(char)) {
      quote = char;
    }
  }
  const left = template.replace(PLACEHOLDER, '');
  return left.includes('{{')
    ? 'a placeholder is written as {{ name }}, with letters, digits, dots and _'
    : undefined;
}

/**
 * Fills in a template; nothing when a value is missing, for the query would then ask
 * about something else.
 */
export function fillTemplate(
  template: string,
  values: ReadonlyMap<string, string>,
): string | undefined {
  if (placeholdersOf(template).some(name => !values.has(name))) {
    return undefined;
  }
  return template.replace(PLACEHOLDER, (_, name: string) =>
    escapeLabelValue(values.get(name) ?? ''),
  );
}

// As the grammar of PromQL reads text between double quotes.
function escapeLabelValue(value: string): string {
  return value
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
}
