import type { Found } from './read';

/** The files of a drop, those in folders too. The entries have to be taken at once: afterwards the drop is over. */
export function dropped(transfer: DataTransfer): Promise<Found[]> {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  return collect(entries);
}

async function collect(items: { entry: FileSystemEntry | null; file: File | null }[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const { entry, file } of items) {
    if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, `${entry.name}/`, found);
    else if (file) found.push({ name: file.name, file, named: true });
  }
  return found;
}

const MOST_FOUND = 20_000;

async function walk(folder: FileSystemDirectoryEntry, path: string, found: Found[]): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    if (found.length >= MOST_FOUND) return;
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, `${path}${entry.name}/`, found);
    else {
      const file = await fileOf(entry as FileSystemFileEntry);
      if (file) found.push({ name: `${path}${entry.name}`, file, named: false });
    }
  }
}

/** A reader gives a part of a folder's entries at each call, and none when there are no more. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return all.sort((one, other) => (one.name < other.name ? -1 : 1));
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}

/** The files of a file field: of one that takes folders, with their paths. */
export function chosen(list: FileList): Found[] {
  return [...list]
    .map((file) => ({ name: file.webkitRelativePath || file.name, file, named: !file.webkitRelativePath }))
    .filter(({ name }) => !/(^|\/)(\.|node_modules\/)/.test(name));
}
