// Play, pause, a step on, a step back, and the slider of steps.
import { button, slider } from "./element.js";

const SECONDS_OF_A_WALK = 8;

// state(): the present one; onTime is told the step to show.
export const createPlayer = ({ said, state, onTime }) => {
  let playing = null;

  const pause = () => {
    cancelAnimationFrame(playing);
    playing = null;
    toggle.textContent = said("play");
  };

  const play = () => {
    const first = state().t < state().steps ? state().t : 0;
    const begun = performance.now();
    let shown = state().t;
    const tick = (now) => {
      const { t, steps } = state();
      if (t !== shown) return pause(); // somebody has gone elsewhere
      shown = Math.min(steps, first + Math.floor(((now - begun) / 1000 / SECONDS_OF_A_WALK) * steps));
      if (shown !== t) onTime(shown);
      if (shown >= steps) pause();
      else playing = requestAnimationFrame(tick);
    };
    playing = requestAnimationFrame(tick);
    toggle.textContent = said("pause");
  };

  const goTo = (t) => {
    pause();
    onTime(Math.min(state().steps, Math.max(0, t)));
  };

  const toggle = button(said("play"), () => (playing === null ? play() : pause()));
  const time = slider({
    label: said("at_step"), places: () => state().steps,
    scale: { to: (t) => t / state().steps, from: (part) => part * state().steps, round: Math.round },
    text: (t) => said("steps_of", { t, steps: state().steps }), onTurn: goTo,
  });
  const buttons = [toggle, button(said("back"), () => goTo(state().t - 1)), button(said("step"), () => goTo(state().t + 1))];
  return { buttons, parts: time.parts, show: time.show, pause };
};
