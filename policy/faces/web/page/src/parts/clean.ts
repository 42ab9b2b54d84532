/** Characters that one piece of foreign text may take up; the same number as in the other renderers. */
const LONGEST = 500;

// Control characters, and those that turn the direction of writing or are not seen: what `clean.rs` makes visible.
const ACTIVE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu;

/**
 * Makes foreign text safe to show: control characters and those that turn the direction of writing become visible
 * escapes, and what is too long is cut.
 */
export function clean(text: string, longest = LONGEST): string {
  let shown = text;
  // No more code units than this are looked at: a name may have millions.
  if (text.length > longest) {
    const start = [...text.slice(0, longest * 2)];
    if (start.length > longest || text.length > longest * 2) shown = `${start.slice(0, longest).join('')}…`;
  }
  return shown.replace(ACTIVE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** Whether nothing of it had to be made visible or cut. */
export function isInert(text: string, longest: number): boolean {
  return clean(text, longest) === text;
}
