import type { InstallationReport, Outcome, Report, RuleResult, Severity } from 'workflow-readiness';
import { OUTCOMES, SEVERITIES } from './words';

/** One result, and what tells it from all others of the report. */
export interface FindingOf {
  key: string;
  result: RuleResult;
  installation: InstallationReport;
}

/** A report, and the ways into it that the page needs. */
export interface ReadReport {
  report: Report;
  findings: FindingOf[];
  byFile: Map<string, FindingOf[]>;
}

const rank = (finding: FindingOf) => OUTCOMES.indexOf(finding.result.outcome);

/** Reads a report once, for all who look something up in it. */
export function read(report: Report): ReadReport {
  const findings: FindingOf[] = [];
  const seen = new Map<string, number>();
  for (const installation of report.installations) {
    for (const result of installation.results) {
      const { rule, subject, pointer = '' } = result;
      const base = `${installation.namespace} ${rule} ${subject.kind} ${subject.namespace ?? ''} ${subject.name} ${pointer}`;
      const again = seen.get(base) ?? 0;
      seen.set(base, again + 1);
      findings.push({ key: `${base} ${again}`, result, installation });
    }
  }
  const placed = findings.filter((finding) => finding.result.source);
  // What weighs most comes first: it is what remains where there is too much to show.
  const inOrder = placed.sort((one, other) => rank(one) - rank(other));
  return { report, findings, byFile: Map.groupBy(inOrder, (finding) => finding.result.source!.file) };
}

/** What of a report is shown. */
export interface Filter {
  severities: ReadonlySet<Severity>;
  outcomes: ReadonlySet<Outcome>;
}

export const EVERYTHING_OPEN: Filter = {
  severities: new Set(SEVERITIES),
  outcomes: new Set<Outcome>(['fail', 'error', 'warn', 'skip']),
};

export function isShown(result: RuleResult, filter: Filter): boolean {
  return filter.outcomes.has(result.outcome) && filter.severities.has(result.severity);
}

/** What one rule says, of all its objects. */
export interface RuleGroup {
  rule: string;
  severity: Severity;
  outcome: Outcome;
  findings: FindingOf[];
}

/** The groups of one section: what weighs most first. */
export function groups(findings: FindingOf[]): RuleGroup[] {
  const byRule = Map.groupBy(findings, (finding) => finding.result.rule);
  const all = [...byRule].map(([rule, ofRule]) => {
    const sorted = ofRule.toSorted((one, other) => rank(one) - rank(other));
    const { severity, outcome } = sorted[0]!.result;
    return { rule, severity, outcome, findings: sorted };
  });
  const weight = (group: RuleGroup) =>
    OUTCOMES.indexOf(group.outcome) * SEVERITIES.length + SEVERITIES.indexOf(group.severity);
  return all.sort((one, other) => weight(one) - weight(other));
}

/** The findings that the text can be mended of without thinking. */
export function safelyMendable(findings: FindingOf[]): FindingOf[] {
  return findings.filter(({ result: { outcome, remediation } }) => {
    const open = outcome === 'fail' || outcome === 'warn';
    return open && remediation?.safety === 'safe' && (remediation.edits?.length ?? 0) > 0;
  });
}
