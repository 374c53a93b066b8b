import { useEffect, useState } from 'preact/hooks';

const TICK_MS = 250;

/** Seconds until a moment; counts by the clock, so a sleeping tab wakes up right. */
export function useCountdown(): [number, (seconds: number) => void] {
  const [endsAt, setEndsAt] = useState(0);
  const [seconds, setSeconds] = useState(0);

  useEffect(() => {
    if (!endsAt) return;
    const tick = () => {
      const left = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
      setSeconds(left);
      if (left === 0) setEndsAt(0);
    };
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [endsAt]);

  const start = (duration: number) => {
    setSeconds(duration);
    setEndsAt(Date.now() + duration * 1000);
  };
  return [seconds, start];
}
