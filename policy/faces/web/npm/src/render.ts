/** Reports as text, JSON, SARIF, JUnit, Markdown and HTML: a second module, for those who export. */
import { compile } from './compile.js';
import { catalogue } from './generated/words.js';
import { initSync, render as written } from './generated/render.js';
import { version } from './generated/version.js';
import type { Format, ModuleSource, Report } from './types.js';

export type { Format } from './types.js';

/** Writes reports. */
export interface Renderer {
  /** The report in a format; ends with a line feed. */
  render(report: Report, format: Format): string;
}

/** Loads the module: the package's own, or the one that is given. */
export async function startRender(module?: ModuleSource | Promise<ModuleSource>): Promise<Renderer> {
  initSync({ module: await compile('render.wasm', module) });
  return {
    render({ problems, ...report }, format) {
      void problems;
      return written(format, JSON.stringify(report), catalogue, version);
    },
  };
}
