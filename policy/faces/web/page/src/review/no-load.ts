/** In place of the package's own way to its files, which a page opened as a file may not go: see `own-files.ts`. */
export function own(name: string): never {
  throw new Error(`${name} has to be handed over`);
}
