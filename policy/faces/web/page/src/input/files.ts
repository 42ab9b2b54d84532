export type Role = 'manifest' | 'values';

/** A file that was given. Its text, where it has one, is kept by the editor's documents. */
export interface GivenFile {
  name: string;
  role: Role;
  /** Why it was not read, where it was not. */
  refused?: string;
  /** Changed in the page, and not saved since. */
  changed: boolean;
}

/** Something to be added: text, or why there is none. */
export interface Arrival {
  name: string;
  text?: string;
  refused?: string;
}

/** What arrived, and what was left out of it: counts, by the reason in words. */
export interface Arrivals {
  files: Arrival[];
  leftOut: Map<string, number>;
}

const VALUES_NAME = /(^|\/)[^/]*values[^/]*\.ya?ml$/i;
const HAS_KIND = /^\s*"?(apiVersion|kind)"?\s*:/m;
const VALUES_KEY =
  /^(global|s3|gcs|azure|swift|controller|builder|router|registry|database|monitor|storage|grafana|passport|workflow-manager)\s*:/m;
const TEMPLATE = /(^|\/)templates\//;

/** What a file is taken for, until somebody says otherwise. */
export function roleOf(name: string, text: string): Role {
  const start = text.slice(0, 200_000);
  if (HAS_KIND.test(start)) return 'manifest';
  return VALUES_NAME.test(name) || VALUES_KEY.test(start) ? 'values' : 'manifest';
}

/** Whether it is a template of a Helm chart: no YAML before Helm has rendered it. */
export function isTemplate(name: string, text: string): boolean {
  return TEMPLATE.test(name) && text.includes('{{');
}
