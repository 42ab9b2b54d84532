import { plural, size } from '../parts/plural';
import { isTemplate, type Arrival, type Arrivals } from './files';

/** Larger than any cluster's export; a browser's tab would run out of memory with it. */
export const LARGEST = 64_000_000;
const MOST_FILES = 2_000;

const WANTED = /\.(ya?ml|json)$/i;
const CHART = /(^|\/)Chart\.(yaml|lock)$/;
const OF_FOLDERS = 'neither .yaml nor .yml nor .json';
const OF_CHARTS = 'of a Helm chart: render it with `helm template` first';

/** A file, and its name with its folders. */
export interface Found {
  name: string;
  file: File;
  /** Whether it was named itself: then it is read whatever its name ends in. */
  named: boolean;
}

/** Reads what was found; what cannot be read is told in words. */
export async function readAll(found: Found[]): Promise<Arrivals> {
  const arrivals: Arrivals = { files: [], leftOut: new Map() };
  const leaveOut = (reason: string) => arrivals.leftOut.set(reason, (arrivals.leftOut.get(reason) ?? 0) + 1);
  for (const one of found) {
    if (!one.named && !WANTED.test(one.name)) leaveOut(OF_FOLDERS);
    else if (!one.named && CHART.test(one.name)) leaveOut(OF_CHARTS);
    else if (arrivals.files.length === MOST_FILES) leaveOut(`more than ${MOST_FILES}`);
    else {
      const arrival = await readOne(one);
      if (!one.named && isTemplate(one.name, arrival.text ?? '')) leaveOut(OF_CHARTS);
      else arrivals.files.push(arrival);
    }
  }
  return arrivals;
}

async function readOne({ name, file }: Found): Promise<Arrival> {
  if (file.size > LARGEST) {
    return { name, refused: `too large: ${size(file.size)}, and the page takes up to ${size(LARGEST)}; give it in parts, or use the command line` };
  }
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { name, refused: 'the browser could not read it: it was moved, or it may not be read' };
  }
  return readBytes(name, bytes);
}

/** Bytes as text: UTF-8, or UTF-16 as PowerShell writes it. */
export function readBytes(name: string, bytes: Uint8Array): Arrival {
  if (bytes.length === 0) return { name, refused: 'empty: there is nothing in it to review' };
  const [first, second] = bytes;
  const wide = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  try {
    const text = new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
    if (text.slice(0, 100_000).includes('\0')) return { name, refused: NO_TEXT };
    if (text.trim() === '') return { name, refused: 'empty: there is nothing in it to review' };
    return { name, text };
  } catch {
    return { name, refused: NO_TEXT };
  }
}

const NO_TEXT = 'no text: it is not UTF-8. Give the YAML or JSON itself, not an archive or an image';

/** What was left out, in words; nothing where all was taken. */
export function toldLeftOut(leftOut: Map<string, number>): string | undefined {
  const parts = [...leftOut].map(([reason, count]) => `${plural(count, 'file')} (${reason})`);
  return parts.length > 0 ? `Left out: ${parts.join('; ')}.` : undefined;
}
