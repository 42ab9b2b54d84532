import { Document, isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml';

export type Action = 'deny' | 'warn' | 'off';

export interface Exception {
  rule: string;
  subject?: { kind?: string; namespace?: string; name?: string };
  reason: string;
  until?: string;
}

export interface Attestation {
  section: string;
  namespace?: string;
  by: string;
  on: string;
  until?: string;
  note?: string;
}

/** What the form shows of the settings file. */
export interface SettingsView {
  minimumRouters: number | undefined;
  denyAt: string | undefined;
  onUnknown: string | undefined;
  rules: Map<string, Action>;
  exceptions: Exception[];
  attestations: Attestation[];
  /** Why the form cannot change the file, where it cannot. */
  broken: string | undefined;
}

const OPTIONS = { version: '1.2', compat: 'yaml-1.1', prettyErrors: false } as const;

function parse(text: string): Document {
  return parseDocument(text, OPTIONS) as Document;
}

function write(document: Document): string {
  if (isMap(document.contents) && document.contents.items.length === 0) {
    const comment = document.commentBefore ?? '';
    return comment && `${comment.replace(/^/gm, '#')}\n`;
  }
  if (isMap(document.contents)) document.contents.flow = false;
  return document.toString({ lineWidth: 0 });
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const record = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const list = (value: unknown) => (Array.isArray(value) ? value.map(record) : []);

function action(value: unknown): Action | undefined {
  if (value === false) return 'off';
  return value === 'deny' || value === 'warn' || value === 'off' ? value : undefined;
}

/** What a settings file says, as far as the form shows it. Whether it is valid, the module says. */
export function view(source: string): SettingsView {
  const document = parse(source);
  let plain: Record<string, unknown> = {};
  let broken = document.errors[0]?.message;
  try {
    plain = record(document.toJS({ maxAliasCount: 0 }));
  } catch {
    broken ??= 'it uses aliases, which the form does not follow';
  }
  if (!broken && document.contents !== null && !isMap(document.contents)) broken = 'it is no mapping of settings';
  const rules = Object.entries(record(plain['rules'])).flatMap(([id, setting]) => {
    const found = action(record(setting)['action']);
    return found ? [[id, found] as const] : [];
  });
  const routers = plain['minimumRouters'];
  return {
    minimumRouters: typeof routers === 'number' ? routers : undefined,
    denyAt: text(plain['denyAt']),
    onUnknown: text(plain['onUnknown']),
    rules: new Map(rules),
    exceptions: list(plain['exceptions']).map(exception),
    attestations: list(plain['attestations']).map(attestation),
    broken,
  };
}

function exception(one: Record<string, unknown>): Exception {
  const subject = Object.entries(record(one['subject'])).filter(([, value]) => text(value));
  return {
    rule: text(one['rule']) ?? '',
    reason: text(one['reason']) ?? '',
    ...(subject.length > 0 ? { subject: Object.fromEntries(subject) } : {}),
    ...(text(one['until']) ? { until: String(one['until']) } : {}),
  };
}

/** An attestation of parsed settings; `on` is `true` where YAML 1.1 read the key. */
export function attestation(one: Record<string, unknown>): Attestation {
  const optional = ['namespace', 'until', 'note'].flatMap((key) => (text(one[key]) ? [[key, one[key]]] : []));
  return {
    section: text(one['section']) ?? '',
    by: text(one['by']) ?? '',
    on: text(one['on']) ?? text(one['true']) ?? '',
    ...(Object.fromEntries(optional) as Partial<Attestation>),
  };
}

/** The file with one setting changed, or taken out; comments and the rest stay as they are. */
export function withSetting(source: string, path: string[], value: unknown): string {
  const document = parse(source);
  if (value === undefined) remove(document, path);
  else document.setIn(path, value);
  return write(document);
}

function remove(document: Document, path: string[]): void {
  if (!isMap(document.contents)) return;
  document.deleteIn(path);
  // What holds nothing any more goes too.
  for (let parent = path.slice(0, -1); parent.length > 0; parent = parent.slice(0, -1)) {
    const node = document.getIn(parent);
    if (!(isMap(node) || isSeq(node)) || node.items.length > 0) return;
    document.deleteIn(parent);
  }
}

/** The file with an entry more in one of its lists. */
export function withEntry(source: string, key: 'exceptions' | 'attestations', entry: Exception | Attestation): string {
  const document = parse(source);
  const there = document.get(key);
  if (isSeq(there)) (there as YAMLSeq).add(document.createNode(entry));
  else document.set(key, document.createNode([entry]));
  return write(document);
}

/** The file without that entry of one of its lists. */
export function withoutEntry(source: string, key: 'exceptions' | 'attestations', place: number): string {
  const document = parse(source);
  remove(document, [key, place as unknown as string]);
  return write(document);
}

/** The settings as data; nothing where they are none. */
export function plain(source: string): Record<string, unknown> | undefined {
  const document = parse(source);
  if (document.errors.length > 0) return undefined;
  try {
    return record(document.toJS({ maxAliasCount: 0 }));
  } catch {
    return undefined;
  }
}

/** Data as a settings file. */
export function fileOf(settings: Record<string, unknown>): string {
  if (Object.keys(settings).length === 0) return '';
  return new Document(settings, OPTIONS).toString({ lineWidth: 0 });
}
