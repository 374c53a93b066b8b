// PagePickerModal: every Page the reader has, and for each that cannot be used, why.
import { useEffect, useState } from 'preact/hooks';
import { post } from '../../api/client';
import { ApiError } from '../../api/error';
import { paths } from '../../api/paths';
import { invalidate, useGet } from '../../api/query';
import type { MetaPage, MetaPages } from '../../api/types';
import { codeText, errorText } from '../../app/errors';
import { useT } from '../../app/i18n';
import { toast } from '../../app/toasts';
import { Avatar } from '../../ui/avatar';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Failed, PageLoading } from '../../ui/states';

/** From this many Pages on, a search field helps. */
const SEARCH_FROM = 8;

const usable = (page: MetaPage) => page.usable ?? page.has_instagram;

interface PickerProps {
  onClose: () => void;
  onPicked: () => void;
}

export function PagePicker({ onClose, onPicked }: PickerProps) {
  const { t } = useT();
  const { data, error, reload } = useGet<MetaPages>(paths.metaPages);
  const pages = data?.pages ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [filter, setFilter] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  // The list is valid for minutes only, and another login may have replaced it.
  useEffect(() => () => invalidate(paths.metaPages), []);

  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await post(paths.metaSelectPage, { body: { page_id: chosen } });
      const name = pages.find((page) => page.id === chosen)?.name ?? '';
      toast('good', t.social.done, t.social.doneText(name));
      invalidate(paths.metaStatus);
      onPicked();
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  };

  const shown = pages.filter((page) =>
    page.name.toLowerCase().includes(filter.toLowerCase().trim()),
  );

  return (
    <Dialog
      title={t.social.pickTitle}
      onClose={onClose}
      locked={busy}
      class="picker"
      footer={
        <>
          {pages.length > 0 && (
            <span class="picker-count">
              {t.social.pickCount(pages.filter(usable).length, pages.length)}
            </span>
          )}
          <DialogActions onCancel={onClose} busy={busy} disabled={chosen === null} onClick={submit}>
            {busy ? t.social.pickBusy : t.social.pickSubmit}
          </DialogActions>
        </>
      }
    >
      {pages.length > 0 && <p>{t.social.pickText}</p>}
      {problem !== null && (
        <Notice
          tone="bad"
          {...errorText(t, problem)}
          code={problem instanceof ApiError ? t.social.errorCode(problem.code) : undefined}
        />
      )}
      {pages.length >= SEARCH_FROM && (
        <label class="search">
          <Icon name="search" size={16} />
          <input
            type="text"
            value={filter}
            placeholder={t.social.pickFilter}
            aria-label={t.social.pickFilter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </label>
      )}
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <PageLoading />}
      {data && pages.length === 0 && <Notice tone="info" message={t.social.pickEmpty} />}
      {pages.length > 0 && shown.length === 0 && <p role="status">{t.social.pickNone}</p>}
      {shown.length > 0 && (
        <fieldset class="page-list">
          <legend class="unseen">{t.social.pickLabel}</legend>
          {shown.map((page) => (
            <PageRow
              key={page.id}
              page={page}
              checked={page.id === chosen}
              onChoose={() => setChosen(page.id)}
            />
          ))}
        </fieldset>
      )}
    </Dialog>
  );
}

interface RowProps {
  page: MetaPage;
  checked: boolean;
  onChoose: () => void;
}

function PageRow({ page, checked, onChoose }: RowProps) {
  const { t } = useT();
  const able = usable(page);
  const why = page.reason ? codeText(t, page.reason) : null;
  const instagram = page.instagram_username
    ? t.social.pickInstagram(page.instagram_username)
    : t.social.pickHasInstagram;
  return (
    <label class={`page-row${checked ? ' chosen' : ''}${able ? '' : ' unable'}`}>
      <Avatar src={page.picture_url} name={page.name} />
      <span class="page-names">
        <strong>{page.name}</strong>
        {able && <small>{instagram}</small>}
        {!able && <small class="why">{why?.message ?? t.social.unusable}</small>}
        {!able && why?.action && <small>{why.action}</small>}
      </span>
      <input
        type="radio"
        name="page"
        value={page.id}
        checked={checked}
        disabled={!able}
        onChange={onChoose}
      />
    </label>
  );
}
