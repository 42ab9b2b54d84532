import list from 'virtual:own-files';

const isFile = location.protocol === 'file:';

/** The bytes of one of the page's own files. */
export async function ownBytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
  if (isFile) return fromScript(name);
  const answer = await fetch(new URL(name, document.baseURI));
  if (!answer.ok) throw new Error(`the page's own file ${name} is not there (status ${answer.status})`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Pages opened as a file may not fetch; a script beside each file hands its bytes over. */
function fromScript(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const global = globalThis as { ownFile?: (name: string, base64: string) => void };
    const waiting = global.ownFile;
    global.ownFile = (given, base64) => {
      if (given !== name) return waiting?.(given, base64);
      resolve(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
    };
    script.onload = () => script.remove();
    script.onerror = () => reject(new Error(`the page's own file ${name}.js is not there`));
    script.src = new URL(`${name}.js`, document.baseURI).href;
    document.head.append(script);
  });
}

export const examples = list.examples;
export const modules = { review: list.review, render: list.render };
export const scripts: string[] = [
  list.review,
  list.render,
  ...list.examples.flatMap((example) => example.files.map((file) => file.url)),
].map((name) => `${name}.js`);
export type Example = (typeof list.examples)[number];
