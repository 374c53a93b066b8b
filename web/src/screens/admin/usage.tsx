// How the uses of coupons divide: the four most used, and the rest.
import type { Voucher } from '../../api/types';
import { useT } from './speech';
import { Empty } from '../../ui/states';

const NAMED = 4;
const RADIUS = 52;
const AROUND = 2 * Math.PI * RADIUS;

export function UsageRing({ vouchers }: { vouchers: Voucher[] }) {
  const { t, f } = useT();
  const used = vouchers
    .filter((voucher) => voucher.usage_count > 0)
    .sort((a, b) => b.usage_count - a.usage_count);
  const total = used.reduce((sum, voucher) => sum + voucher.usage_count, 0);
  if (!total) return <Empty icon="ticket" title={t.admin.usageNone} text="" />;
  const rest = used.slice(NAMED).reduce((sum, voucher) => sum + voucher.usage_count, 0);
  const parts = [
    ...used.slice(0, NAMED).map(({ code, usage_count: count }) => ({ code, count })),
    ...(rest ? [{ code: t.admin.others, count: rest }] : []),
  ];
  let before = 0;
  return (
    <div class="people-genders usage">
      <svg class="ring" viewBox="0 0 136 136" aria-hidden="true">
        {parts.map(({ code, count }, i) => {
          const length = (count / total) * AROUND;
          const turn = (before / total) * 360 - 90;
          before += count;
          return (
            <circle
              key={code}
              class={`ring-part tone-${i + 1}`}
              cx="68"
              cy="68"
              r={RADIUS}
              stroke-dasharray={`${Math.max(0.5, length - 2)} ${AROUND}`}
              transform={`rotate(${turn} 68 68)`}
            />
          );
        })}
        <text x="68" y="70" text-anchor="middle" class="ring-total">
          {f.compact(total)}
        </text>
        <text x="68" y="86" text-anchor="middle" class="ring-unit">
          {t.admin.usageTotal}
        </text>
      </svg>
      <ul class="usage-list">
        {parts.map(({ code, count }, i) => (
          <li key={code} class={`tone-${i + 1}`}>
            <i class="usage-mark" />
            <span>{code}</span>
            <strong class="number">{f.whole(count)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
