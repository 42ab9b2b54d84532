/** What goes in. What comes out is made from the Rust types: `generated/*.ts`. */
import type { Distribution, Edit, Position, Report as Bare, RuleResult } from './generated/report.js';
import type { Catalogue, RuleEntry, SectionEntry } from './generated/catalogue.js';
import type { Settings } from './generated/settings.js';

export type {
  Distribution,
  Edit,
  InstallationReport,
  Outcome,
  Position,
  Remediation,
  RuleResult,
  Safety,
  Section,
  SectionReport,
  Severity,
  Source,
  Standing,
  Subject,
  Summary,
  Unreadable,
} from './generated/report.js';
export type { Catalogue, RuleEntry, SectionEntry, Settings };

/** A file. Give its bytes where you have them: what is no UTF-8 is told in the report. */
export interface InputFile {
  /** As the report shall name it. */
  name: string;
  text: string | Uint8Array;
}

/** What is reviewed. */
export interface ReviewInput {
  /** Manifests, YAML or JSON, Lists too. */
  files: readonly InputFile[];
  /** Helm values of the umbrella chart; later ones override. */
  values?: readonly InputFile[];
  /** The same settings that Kubewarden and the command take: an object, or YAML or JSON text. */
  settings?: string | Settings;
  /** The moment to judge for, RFC 3339; now, if left out. */
  now?: string;
  /** Only the installation of this namespace. */
  namespace?: string;
  /** Whose Workflow it is, where it cannot be told. */
  distribution?: Distribution;
  /** The version of Workflow that values are for, such as `v2.18.0`. */
  workflowVersion?: string;
}

/** What is wrong with a call. Nothing is thrown for bad input. */
export interface Problem {
  about: 'settings' | 'input' | 'module';
  file?: string;
  /** From 1. */
  line?: number;
  /** From 1, in code points. */
  column?: number;
  message: string;
}

/** The report, and what was wrong with the call: with a problem it judged nothing, or not all. */
export type Report = Bare & { problems: Problem[] };

/** A rule with the section of the guide that it serves. */
export type Explanation = Omit<RuleEntry, 'section'> & { section: SectionEntry };

/** How far a review is, in bytes. */
export interface Progress {
  phase: 'read' | 'judge';
  done: number;
  total: number;
}

/** What a result needs to be fixed. */
export type Fixable = Pick<RuleResult, 'index' | 'value' | 'remediation'>;

/** Formats of a report. */
export type Format = 'text' | 'json' | 'sarif' | 'junit' | 'markdown' | 'html';

/** What a module is loaded from. */
export type ModuleSource = WebAssembly.Module | BufferSource | URL | string | Response;

/** The text after edits of that file; all others are passed over. */
export function applyEdits(text: string, edits: readonly Edit[], file?: string): string {
  const at = (position: Position) => position.utf16 ?? position.offset;
  const own = edits.filter((edit) => file === undefined || edit.file === file);
  const order = own.map((edit, index) => ({ edit, index }));
  order.sort((left, right) => at(right.edit.start) - at(left.edit.start) || right.index - left.index);
  for (const { edit } of order) {
    text = text.slice(0, at(edit.start)) + edit.text + text.slice(at(edit.end));
  }
  return text;
}
