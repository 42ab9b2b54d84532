import type { FindingOf } from './findings';

/** What the fixes of several findings have in common: it is told once, under them. */
export interface SharedFix {
  /** One of them, whose words are all others' too. */
  finding: FindingOf;
  /** Whether they name the same Helm value. */
  value: boolean;
}

/** What a fix changes in a text and its command are an object's own; its words mostly are the same for all. */
export function sharedFix(findings: FindingOf[]): SharedFix | undefined {
  const [finding] = findings;
  if (!finding?.result.remediation || finding.result.outcome === 'pass') return undefined;
  const alike = (part: (finding: FindingOf) => unknown) =>
    findings.every((one) => JSON.stringify(part(one)) === JSON.stringify(part(finding)));
  const words = ({ result: { remediation: fix } }: FindingOf) => [fix?.title, fix?.safety, fix?.effect, fix?.steps];
  if (!alike(words)) return undefined;
  return { finding, value: alike((one) => one.result.remediation?.values) };
}
