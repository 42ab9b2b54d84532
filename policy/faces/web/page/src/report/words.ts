import type { Distribution, Outcome, Report, Severity, Standing } from 'workflow-readiness';
import { plural } from '../parts/plural';

export interface Marked {
  word: string;
  mark: string;
  tone: 'bad' | 'unknown' | 'caution' | 'good' | 'faint';
}

export const STANDING: Record<Standing, Marked> = {
  met: { word: 'met', mark: '✓', tone: 'good' },
  'not-met': { word: 'not met', mark: '✗', tone: 'bad' },
  unknown: { word: 'unknown', mark: '?', tone: 'unknown' },
  'needs-review': { word: 'needs review', mark: '!', tone: 'caution' },
  'not-applicable': { word: 'not applicable', mark: '–', tone: 'faint' },
};

export const OUTCOME: Record<Outcome, Marked & { many: string }> = {
  fail: { word: 'violation', many: 'violations', mark: '✗', tone: 'bad' },
  error: { word: 'unknown', many: 'unknown', mark: '?', tone: 'unknown' },
  warn: { word: 'advice', many: 'advice', mark: '!', tone: 'caution' },
  skip: { word: 'accepted', many: 'accepted', mark: '–', tone: 'faint' },
  pass: { word: 'passed', many: 'passed', mark: '✓', tone: 'good' },
};

export const OUTCOMES: Outcome[] = ['fail', 'error', 'warn', 'skip', 'pass'];
export const SEVERITIES: Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export const DISTRIBUTION: Record<Distribution, string> = { deis: 'Deis', hephy: 'Hephy', drycc: 'Drycc' };

/** The sections that make an installation ready; those after them are advice. */
export const ADVICE_SECTIONS = new Set(['cni', 'rbac']);

/** The counts of a report, as a sentence without its end. */
export function counts(summary: Report['summary']): string {
  const parts: string[] = [];
  if (summary.fail > 0) parts.push(plural(summary.fail, 'violation'));
  if (summary.error > 0) parts.push(`${summary.error} that could not be told`);
  if (summary.warn > 0) parts.push(`${summary.warn} to consider`);
  if (summary.skip > 0) parts.push(`${summary.skip} accepted`);
  if (summary.pass > 0) parts.push(`${summary.pass} passed`);
  return parts.join(', ');
}

/** What a screen reader is told when a review is done. */
export function spoken(report: Report): string {
  const unread = report.unreadable.length;
  const also = unread > 0 ? `, ${unread === 1 ? '1 part was' : `${unread} parts were`} not read` : '';
  if (report.installations.length === 0) return `Review done: no Workflow installation found${also}`;
  const verdict = report.ready ? 'ready' : 'not ready';
  return `Review done: ${verdict}, ${counts(report.summary) || 'nothing to report'}${also}`;
}
