import type { Format, Report } from 'workflow-readiness';
import { startRender } from 'workflow-readiness/render';
import { modules, ownBytes } from '../own-files';

export interface Export {
  format: Format;
  title: string;
  says: string;
  name: string;
  type: string;
}

export const EXPORTS: Export[] = [
  { format: 'json', title: 'JSON', says: 'for programs', name: 'readiness.json', type: 'application/json' },
  { format: 'sarif', title: 'SARIF', says: 'for code scanning', name: 'readiness.sarif', type: 'application/sarif+json' },
  { format: 'markdown', title: 'Markdown', says: 'for an issue or a wiki', name: 'readiness.md', type: 'text/markdown' },
  { format: 'html', title: 'HTML', says: 'to print or to send', name: 'readiness.html', type: 'text/html' },
  { format: 'junit', title: 'JUnit', says: 'for CI', name: 'readiness.xml', type: 'application/xml' },
  { format: 'text', title: 'Text', says: 'as the command line prints it', name: 'readiness.txt', type: 'text/plain' },
];

let renderer: ReturnType<typeof startRender> | undefined;

/** The report in a format. The module that writes it is loaded when it is first asked for. */
export async function rendered(report: Report, format: Format): Promise<string> {
  renderer ??= ownBytes(modules.render).then((bytes) => startRender(bytes));
  try {
    return (await renderer).render(report, format);
  } catch (error) {
    renderer = undefined;
    throw error;
  }
}
