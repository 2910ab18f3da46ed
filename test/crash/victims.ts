import { COMMAND_VICTIMS } from './command-victims.js';
import type { Victim } from './victim.js';

const SHORTLY_MS = 400;
const FIRST_SECOND_MS = 1_000;

/** The service alone; its server lives on until the next start. */
const service: Victim = {
  name: 'service',
  share: 10,
  strike: (scene) => scene.kill(),
};

const serviceAndServer: Victim = {
  name: 'service and server',
  share: 2,
  async strike(scene) {
    scene.killServer();
    await scene.kill();
  },
};

/** PostgreSQL under a service that lives on: killed, stopped as `immediate` does it, or one of its processes killed. */
const server: Victim = {
  name: 'server',
  share: 2,
  async strike(scene, { way, moment }) {
    if (way >= 0.7) return scene.killServerProcess(moment);
    const dead = scene.postmaster;
    scene.killServer(way < 0.35 ? 'SIGKILL' : 'SIGQUIT');
    await scene.untilRecovered(dead);
  },
};

/** A stop in order under load, which is half the time cut off by a kill. */
const stop: Victim = {
  name: 'stop',
  share: 2,
  async strike(scene, { way, moment }) {
    if (way < 0.5) {
      await scene.stop(moment * SHORTLY_MS);
      return;
    }
    const exitCode = await scene.stop();
    if (exitCode !== 0) scene.complain(`A stop under load ended with exit code ${exitCode}`);
  },
};

/** A start in its first second, after a service that was killed with or without its server. */
const start: Victim = {
  name: 'start',
  share: 2,
  async strike(scene, { way, moment }) {
    if (way < 0.5) scene.killServer();
    await scene.kill();
    await scene.startAndKill(moment * FIRST_SECOND_MS);
  },
};

/** Whom every run kills, and how often in twenty points. */
export const VICTIMS: readonly Victim[] = [
  service,
  serviceAndServer,
  server,
  stop,
  start,
  ...COMMAND_VICTIMS,
];
