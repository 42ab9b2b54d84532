import type { Diagnostic } from '@codemirror/lint';
import type { RuleResult } from 'workflow-readiness';
import type { FindingOf, ReadReport } from '../report/findings';
import { OUTCOME } from '../report/words';
import { clean } from '../parts/clean';
import type { Documents } from './documents';

/** More than these in one text help nobody, and cost time at each key. */
const MOST = 500;

const SEVERITY = { fail: 'error', error: 'warning', warn: 'info', skip: 'hint', pass: 'hint' } as const;

/** What stands in the gutter and under the text of one file. */
export function diagnostics(
  name: string,
  report: ReadReport,
  documents: Documents,
  apply: (finding: FindingOf) => void,
): Diagnostic[] {
  const text = documents.reviewed(name);
  if (!text) return [];
  const found: Diagnostic[] = [];
  for (const finding of report.byFile.get(name) ?? []) {
    if (found.length === MOST) break;
    const { result } = finding;
    const { start, end } = result.source!;
    const range = documents.now(name, start.utf16 ?? start.offset, end.utf16 ?? end.offset);
    if (!range || result.outcome === 'pass') continue;
    found.push({ ...firstLine(documents, name, range), ...words(finding, apply) });
  }
  for (const one of report.report.unreadable) {
    if (one.file !== name || found.length >= MOST) continue;
    const line = text.line(Math.min(Math.max(one.line ?? 1, 1), text.lines));
    const from = Math.min(line.from + Math.max((one.column ?? 1) - 1, 0), line.to);
    const range = documents.now(name, from, line.to);
    const message = `Not read: ${clean(one.message, 2_000)}`;
    if (range) found.push({ ...range, severity: 'error', message });
  }
  return found;
}

/** A finding on a whole object is drawn under its first line. */
function firstLine(documents: Documents, name: string, range: { from: number; to: number }) {
  const end = documents.lineEnd(name, range.from);
  return { from: range.from, to: Math.min(range.to, end) };
}

function words(finding: FindingOf, apply: (finding: FindingOf) => void): Omit<Diagnostic, 'from' | 'to'> {
  const { result } = finding;
  const edits = result.remediation?.edits ?? [];
  const fix = {
    name: `Apply: ${clean(result.remediation?.title ?? '', 120)}`,
    apply: () => apply(finding),
  };
  return {
    severity: SEVERITY[result.outcome],
    message: `${clean(result.message, 2_000)} (${OUTCOME[result.outcome].word}, ${result.severity}, ${clean(result.rule)})`,
    renderMessage: () => drawn(result),
    ...(edits.length > 0 ? { actions: [fix] } : {}),
  };
}

function drawn(result: RuleResult): HTMLElement {
  const message = document.createElement('span');
  for (const [place, part] of result.message.slice(0, 20_000).split('`').entries()) {
    const piece = document.createElement(place % 2 === 1 ? 'code' : 'bdi');
    piece.textContent = clean(part);
    message.append(piece);
  }
  const meta = document.createElement('span');
  meta.className = 'finding-meta';
  meta.textContent = `${OUTCOME[result.outcome].word} · ${result.severity} · ${clean(result.rule)}`;
  message.append(meta);
  return message;
}
