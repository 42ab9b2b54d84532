import type { Catalogue, Distribution, Problem } from 'workflow-readiness';
import type { GivenFile } from './input/files';
import { EVERYTHING_OPEN, type Filter, type ReadReport } from './report/findings';
import type { Status } from './review/reviewer';
import type { Attestation } from './settings/document';

export interface Options {
  distribution: Distribution | '';
  namespace: string;
  workflowVersion: string;
}

export interface Notice {
  id: number;
  text: string;
  tone: 'info' | 'bad';
}

export interface State {
  files: GivenFile[];
  open: string | undefined;
  /** Whether the editor has a text to show yet. */
  drawn: boolean;
  options: Options;
  /** What was wrong with the last call: the report, if there is one, is of an earlier one. */
  problems: Problem[];
  settings: string;
  settingsProblems: Problem[];
  /** Changed here, and neither saved nor put into a link since. */
  settingsChanged: boolean;
  /** Attestations that a link brought without a name: they count for nothing until somebody puts one in. */
  nameless: Attestation[];
  report: ReadReport | undefined;
  status: Status;
  catalogue: Catalogue | undefined;
  filter: Filter;
  current: string | undefined;
  notices: Notice[];
  announcement: string;
  /** Which half is shown where there is room for one. */
  half: 'text' | 'report';
}

/** The page at first. */
export const EMPTY: State = {
  files: [],
  open: undefined,
  drawn: false,
  options: { distribution: '', namespace: '', workflowVersion: '' },
  problems: [],
  settings: '',
  settingsProblems: [],
  settingsChanged: false,
  nameless: [],
  report: undefined,
  status: { kind: 'starting' },
  catalogue: undefined,
  filter: EVERYTHING_OPEN,
  current: undefined,
  notices: [],
  announcement: '',
  half: 'text',
};
