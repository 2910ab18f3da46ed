import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a Node process in the project's folder; resolves with it and its address once it says that it is ready. */
export function startChild(args, env) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}.`)));
    child.stdout.on('data', (chunk) => {
      const [, url] = /ready at (http:\S+)/.exec(String(chunk)) ?? [];
      if (url !== undefined) resolve({ child, url });
    });
  });
}

/** Resolves when it has ended in its own way. */
export function stopChild(child) {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

/** Runs a Node script to its end and answers the JSON that it prints. */
export function jsonOf(script, args) {
  const child = spawn(process.execPath, ['--expose-gc', script, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve(JSON.parse(text));
      else reject(new Error(`${script} ended with ${code}.`));
    });
  });
}
