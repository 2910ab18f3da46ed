import type { Point, Share } from './plan.js';
import type { Scene } from './scene.js';

/** Something that a run kills. */
export interface Victim extends Share {
  /**
   * Kills it under load. What must recover by itself is waited for; a service that is gone afterwards is started by
   * whoever runs the plan.
   */
  strike(scene: Scene, point: Point): Promise<void>;
}
