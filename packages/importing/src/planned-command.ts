import type {
  DepartmentCommand,
  EmployeeCommand,
  PositionCommand,
  SiteCommand,
} from '@linchpin/contracts/people';
import { commandIdOf } from './command-id.js';

/** The aggregates that an import changes, and their commands. */
export type AnyCommand =
  | { readonly aggregate: 'people.site'; readonly command: NonNullable<SiteCommand['command']> }
  | { readonly aggregate: 'people.department'; readonly command: NonNullable<DepartmentCommand['command']> }
  | { readonly aggregate: 'people.position'; readonly command: NonNullable<PositionCommand['command']> }
  | { readonly aggregate: 'people.employee'; readonly command: NonNullable<EmployeeCommand['command']> };

/** A command that an import will send. */
export type PlannedCommand = AnyCommand & {
  /** The command id: the same for the same change, so that a repeat is harmless. */
  readonly id: string;
  /** The thing it changes. Commands with the same one are sent in order, one after the other. */
  readonly stream: string;
  /** Commands of a wave may refer to what earlier waves made; a wave starts when the one before is answered. */
  readonly wave: number;
  /** The line of the file it comes from. */
  readonly line: number;
};

/** What is said of a command besides itself. */
interface Planning extends Pick<PlannedCommand, 'wave' | 'line'> {
  /** The id of the thing it changes. */
  readonly of: string;
  /** See {@link commandIdOf}. */
  readonly basis: string;
}

/** Plans a command: its id follows from its content, its stream from what it changes. */
export const plannedCommand = (command: AnyCommand, { of, basis, wave, line }: Planning): PlannedCommand => ({
  ...command,
  id: commandIdOf(command, basis),
  stream: `${command.aggregate}/${of}`,
  wave,
  line,
});
