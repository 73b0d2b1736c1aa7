// How much memory a process holds. Linux tells it under /proc; elsewhere there is no answer without an external tool.
import { readFileSync } from 'node:fs';

/** Megabytes resident now and at the highest point, or undefined where the system does not tell. */
export function memory(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
    const rss = kilobytes('VmRSS') / 1024;
    const peak = kilobytes('VmHWM') / 1024;
    return Number.isNaN(rss) || Number.isNaN(peak) ? undefined : { rss, peak };
  } catch {
    return undefined;
  }
}

/** Looks every few milliseconds until stopped: the high-water mark is gone with the process, so the last look counts. */
export function watchPeak(pid) {
  let peak;
  const look = () => {
    peak = memory(pid)?.peak ?? peak;
  };
  look();
  const timer = setInterval(look, 2);
  return () => {
    clearInterval(timer);
    return peak;
  };
}
