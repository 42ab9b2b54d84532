import { attestation, fileOf, plain, type Attestation } from '../settings/document';

const KEY = 'settings=';
/** A link longer than this is cut by too many programs. */
const LONGEST = 32_000;

/** What a link holds: settings, and never anything of the input. */
export function shared(settings: string, withNames: boolean): Record<string, unknown> | undefined {
  const all = plain(settings);
  if (!all || withNames || !Array.isArray(all['attestations'])) return all;
  const attestations = all['attestations'].map((one: Record<string, unknown>) => {
    const { by: _by, note: _note, ...rest } = one ?? {};
    return rest;
  });
  return { ...all, attestations };
}

/** The address of this page with settings in its fragment, which browsers send to no server. */
export function link(held: Record<string, unknown>): string | undefined {
  const address = new URL(location.href);
  address.hash = '';
  if (Object.keys(held).length === 0) return address.href;
  const bytes = new TextEncoder().encode(JSON.stringify(held));
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  address.hash = KEY + base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return address.href.length > LONGEST ? undefined : address.href;
}

export interface FromLink {
  settings: string;
  nameless: Attestation[];
}

/** The settings of a fragment: nothing where it has none, `broken` where they cannot be read. */
export function fromLink(fragment: string): FromLink | 'broken' | undefined {
  const held = fragment.replace(/^#/, '');
  if (!held.startsWith(KEY)) return undefined;
  try {
    if (held.length > LONGEST) return 'broken';
    const base64 = held.slice(KEY.length).replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const settings: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return 'broken';
    return taken(settings as Record<string, unknown>);
  } catch {
    return 'broken';
  }
}

/** Attestations without a name are set aside: nobody has attested, until a name is put in. */
function taken(settings: Record<string, unknown>): FromLink {
  const { attestations, ...rest } = settings;
  if (!Array.isArray(attestations)) return { settings: fileOf(settings), nameless: [] };
  const isNamed = (one: unknown) => typeof (one as Attestation | null)?.by === 'string';
  const named = attestations.filter(isNamed);
  const nameless = attestations
    .filter((one) => !isNamed(one) && typeof one === 'object' && one !== null)
    .map((one: Record<string, unknown>) => attestation(one));
  const kept = named.length > 0 ? { ...rest, attestations: named } : rest;
  return { settings: fileOf(kept), nameless };
}
