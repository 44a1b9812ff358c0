import type { Place } from '../layout.js';
import type { Theme } from '../theme.js';

/** What every panel is given. */
export interface PanelProps {
  readonly place: Place;
  readonly theme: Theme;
}
