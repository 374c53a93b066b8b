// One post: how it stands, what to do, each account's timeline, and how it looks.
import { useEffect, useState } from 'preact/hooks';
import { remove } from '../../api/client';
import { paths } from '../../api/paths';
import { useT } from '../../app/i18n';
import { places as addresses } from '../../app/places';
import { go, href } from '../../app/router';
import type { ScreenProps } from '../../app/screens';
import { useTitle } from '../../app/title';
import { toast } from '../../app/toasts';
import { PostActs } from '../../publish/acts';
import { StateBadge } from '../../publish/badge';
import { Mark } from '../../publish/icons';
import { useMoments } from '../../publish/moments';
import { nameOfPlace, placeOf, PlaceMark } from '../../publish/place-mark';
import { usePlaces, usePost, useSeries } from '../../publish/plan';
import { PostPreview } from '../../publish/preview';
import type { Place, PostDetail, SteppedTarget } from '../../publish/shapes';
import { keyOf } from '../../publish/shapes';
import { lookOf, type Rights } from '../../publish/states';
import { useWords } from '../../publish/texts';
import { useWorkspace } from '../../publish/workspace';
import { shownOf } from '../../publish/thumb';
import { kindWord, timeOf, titleOf, zoneOf } from '../../publish/words';
import { Confirm } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Segments } from '../../ui/segments';
import { Failed, Skeleton } from '../../ui/states';
import { Findings } from './findings';
import { Remedy } from './row';
import { Timeline } from './timeline';

export function PostPage({ params }: ScreenProps) {
  const { t } = useT();
  const w = useWords();
  const live = usePost(params.id!);
  const places = usePlaces();
  const { data } = live;
  useTitle(data ? titleOf(w, data) : w.title);
  return (
    <div class="post-page">
      <a class="back-link" href={href(addresses.posts)}>
        <Icon name="chevronLeft" size={15} />
        {w.title}
      </a>
      {live.away && <Notice tone="warn" message={w.away} />}
      {live.error && <Failed error={live.error} onRetry={() => void live.reload()} />}
      {!data && !live.error && (
        <div class="card plan-waiting" role="status" aria-label={t.common.loading}>
          <Skeleton lines={8} />
        </div>
      )}
      {data && <Loaded post={data} places={places.data} put={live.put} />}
    </div>
  );
}

interface LoadedProps {
  post: PostDetail;
  places: readonly Place[] | undefined;
  put: (post: PostDetail) => void;
}

function Loaded({ post, places, put }: LoadedProps) {
  const { rights } = useWorkspace();
  const w = useWords();
  const onDone = (next: PostDetail | null) => (next ? put(next) : go(addresses.posts));
  const findings = post.findings ?? [];
  const { warnings } = post;
  return (
    <div class="post-columns">
      <div class="post-main">
        <Standing post={post} rights={rights} onDone={onDone} />
        {(findings.length > 0 || warnings.length > 0) && (
          <section class="card part" aria-labelledby="post-findings">
            <div class="part-head">
              <h2 id="post-findings">{w.findings}</h2>
            </div>
            <Findings
              list={[
                ...findings,
                ...warnings.map(({ field, message }) => ({
                  severity: 'warning' as const,
                  rule: '',
                  use: null,
                  action: '',
                  field,
                  message,
                })),
              ]}
            />
          </section>
        )}
        {post.targets.map((target) => (
          <TargetCard key={target.id} post={post} target={target} places={places} />
        ))}
      </div>
      <PreviewOf post={post} places={places} />
    </div>
  );
}

interface StandingProps {
  post: PostDetail;
  rights: Rights;
  onDone: (post: PostDetail | null) => void;
}

function Standing({ post, rights, onDone }: StandingProps) {
  const w = useWords();
  const m = useMoments();
  const at = timeOf(post);
  const zone = zoneOf(post);
  return (
    <section class={`card standing ${lookOf(post.state).tone}`}>
      <div class="standing-head">
        <StateBadge state={post.state} />
        <span>{kindWord(w, post.kind, post.options.link)}</span>
        {post.series_id && <span>{w.repeats}</span>}
      </div>
      <h1>{titleOf(w, post)}</h1>
      <p class="standing-time">
        <Icon name="calendar" size={16} />
        {at === null ? (
          w.noTime
        ) : (
          <span>
            <strong>{m.full(at, zone)}</strong> <small>{m.away(at)}</small>
          </span>
        )}
      </p>
      <p class="standing-say" role="status">
        {w.meaning[post.state]}
      </p>
      {post.approval && <ApprovalLine post={post} />}
      {post.series_id && <SeriesLine id={post.series_id} rights={rights} />}
      <PostActs post={post} rights={rights} onDone={onDone} shown={2} />
    </section>
  );
}

/** It comes again: how often, when next, and how to stop that. */
function SeriesLine({ id, rights }: { id: string; rights: Rights }) {
  const { t } = useT();
  const w = useWords();
  const m = useMoments();
  const { data } = useSeries(id);
  const [asking, setAsking] = useState(false);
  if (!data) return null;
  const { every, interval = 1, weekdays } = data.repeat;
  const days = (weekdays ?? []).map((day) => t.dashboard.weekdays[day - 1]).join(', ');
  const stop = async () => {
    await remove(paths.series(id));
    toast('good', w.series.stopped);
    // This post may have gone with it.
    go(addresses.posts);
  };
  return (
    <div class="series-line">
      <Mark name="repeat" size={15} />
      <span>
        {w.series.rhythm(interval, w.compose.everies[every], every === 'week' ? days : '')}
        {data.active && data.next_at && (
          <small> · {w.series.next(m.short(Date.parse(data.next_at), data.time_zone))}</small>
        )}
        {!data.active && <small> · {w.series.over}</small>}
        {data.problem && <small class="bad"> · {data.problem.message}</small>}
      </span>
      {data.active && rights.write && (
        <>
          <a class="link" href={href(addresses.editSeries(id))}>
            {w.series.edit}
          </a>
          <button type="button" class="link" onClick={() => setAsking(true)}>
            {w.series.stop}
          </button>
        </>
      )}
      {asking && (
        <Confirm
          title={w.series.stopTitle}
          text={w.series.stopText}
          yes={w.series.stop}
          action={stop}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function ApprovalLine({ post }: { post: PostDetail }) {
  const w = useWords();
  const m = useMoments();
  const { decided_at: at, decided_by: by, note, state } = post.approval!;
  if (!at || !state) return null;
  const words: Record<string, (who: string, when: string) => string> = w.approval.decided;
  return (
    <p class="approval-line">
      <Icon name={state === 'approved' ? 'check' : 'minus'} size={15} />
      <span>
        {words[state]?.(by ?? '', m.short(Date.parse(at), zoneOf(post))) ?? state}
        {note && <q>{note}</q>}
      </span>
    </p>
  );
}

interface TargetProps {
  post: PostDetail;
  target: SteppedTarget;
  places: readonly Place[] | undefined;
}

function TargetCard({ post, target, places }: TargetProps) {
  const { t } = useT();
  const w = useWords();
  const place = placeOf(places, target);
  const name = nameOfPlace(place);
  return (
    <section class="card target-card" aria-label={`${w.places[target.place]}: ${name}`}>
      <header>
        <PlaceMark place={place} size="medium" />
        <div>
          <h2>{name}</h2>
          <small>{w.places[target.place]}</small>
        </div>
        <StateBadge state={target.state} />
      </header>
      <Remedy target={target} />
      <MetaWords target={target} />
      <Checking post={post} target={target} />
      {target.permalink && (
        <a class="btn plain permalink" href={target.permalink} target="_blank" rel="noreferrer">
          <Icon name="external" size={15} />
          <span>{w.viewAt(w.places[target.place])}</span>
          <span class="unseen"> ({t.common.newTab})</span>
        </a>
      )}
      {target.steps.length > 0 && <Timeline target={target} zone={zoneOf(post)} />}
    </section>
  );
}

/** What Meta itself said, for whoever wants to look it up. */
function MetaWords({ target }: { target: SteppedTarget }) {
  const w = useWords();
  const { fault } = target;
  if (!fault?.meta_message) return null;
  const codes = [fault.meta_code, fault.meta_subcode].filter((code) => code !== null).join(' / ');
  return (
    <details class="meta-words">
      <summary>{w.metaSaid}</summary>
      <p>
        <q lang="en">{fault.meta_message}</q> {codes && <code>{codes}</code>}
      </p>
    </details>
  );
}

/** Of a post nobody is sure about: what is being looked at, when again, and what the user can do. */
function Checking({ post, target }: { post: PostDetail; target: SteppedTarget }) {
  const w = useWords();
  const m = useMoments();
  const asked = target.steps.some((step) => step.event === 'intend');
  const looking = target.state === 'publishing' && target.step === 'intent' && asked;
  const lost = target.state === 'unconfirmed';
  if (!looking && !lost) return null;
  const next = target.next_look_at;
  return (
    <div class="checking">
      <h3>{w.checking.title}</h3>
      <ul>
        {w.checking[lost ? 'lost' : 'looking'](w.places[target.place]).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {looking && next && <li>{w.checking.next(m.seconds(Date.parse(next), zoneOf(post)))}</li>}
      </ul>
    </div>
  );
}

function PreviewOf({ post, places }: { post: PostDetail; places: readonly Place[] | undefined }) {
  const w = useWords();
  const [wanted, setWanted] = useState('');
  const target = post.targets.find((item) => keyOf(item) === wanted) ?? post.targets[0];
  useEffect(() => setWanted(''), [post.id]);
  if (!target) return null;
  const place = placeOf(places, target);
  const { options } = post;
  return (
    <aside class="post-aside" aria-label={w.preview.title}>
      {post.targets.length > 1 && (
        <Segments
          label={w.preview.title}
          items={post.targets.map((item) => ({
            key: keyOf(item),
            label: nameOfPlace(placeOf(places, item)),
          }))}
          value={keyOf(target)}
          onChange={setWanted}
        />
      )}
      <PostPreview
        place={place}
        kind={post.kind}
        media={post.media.map(shownOf)}
        caption={target.caption ?? post.caption}
        firstComment={target.first_comment ?? post.first_comment ?? ''}
        link={typeof options.link === 'string' ? options.link : ''}
        hasLocation={Boolean(options.location_id)}
        collaborators={Array.isArray(options.collaborators) ? options.collaborators : []}
      />
    </aside>
  );
}
