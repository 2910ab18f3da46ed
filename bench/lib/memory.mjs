import { readFileSync } from 'node:fs';

/** Resident memory of a process in MB (Linux). */
export function residentMb(pid) {
  const [, kb] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (Number(kb) * 1_024) / 1_000_000;
}
