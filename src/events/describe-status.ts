import { messages, resumeCommand } from './messages.js';
import type { RunStatus } from './liveness.js';

/** A sentence for people, and the command that helps; both empty where there is none. */
export interface StatusNotice {
  readonly text: string;
  readonly command: string;
}

/** Returns what people have to know of a status; nothing while the run goes on. @param now ms since 1970 */
export function statusNotice(status: RunStatus, now: number = Date.now()): StatusNotice {
  const { folder } = status;
  const resume = resumeCommand(folder);
  switch (status.state) {
    case 'running':
      return { text: '', command: '' };
    case 'done':
      return { text: messages.finished(status.event.time), command: '' };
    case 'interrupted':
    case 'failed':
      return { text: messages.stopped(status.state, status.event.time), command: status.resumable ? resume : '' };
    case 'dead':
      return { text: messages.dead(status.lastEvent, now, status.pid), command: resume };
    case 'silent':
      return status.processExists ? { text: messages.suspended(status.since, now), command: '' } : { text: messages.silent(status.since, now, folder), command: resume };
    case 'unreadable':
      return { text: status.gaveUp ? messages.folderGone(folder) : status.code === 'ENOENT' ? messages.folderMissing(folder) : messages.unreadable(folder, status.message), command: '' };
  }
}

/** Returns a notice as one sentence. */
export const inOneSentence = ({ text, command }: StatusNotice): string => (command === '' ? text : `${text}; resume with \`${command}\``);

/** Returns a status as a sentence for people, which is empty while the run goes on. @param now ms since 1970 */
export const describeStatus = (status: RunStatus, now?: number): string => inOneSentence(statusNotice(status, now));
