import type { Report } from 'workflow-readiness';
import type { GivenFile } from '../input/files';

/** The report with the files that the page itself could not read: nothing is ready while a part of it is unseen. */
export function withRefused(report: Report, files: GivenFile[]): Report {
  const refused = files.filter((file) => file.refused);
  if (refused.length === 0) return report;
  return {
    ...report,
    ready: false,
    installations: report.installations.map((installation) => ({ ...installation, ready: false })),
    unreadable: [...report.unreadable, ...refused.map((file) => ({ file: file.name, message: file.refused! }))],
  };
}
