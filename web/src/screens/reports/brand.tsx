// What reports look like: name, colour (readable on paper or not), logo; with a sample of it.
import { useRef, useState } from 'preact/hooks';
import { put, remove } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate, useGet } from '../../api/query';
import type { Brand } from '../../api/types';
import { errorText } from '../../app/errors';
import { useForm } from '../../app/form';
import { useT } from './speech';
import { toast } from '../../app/toasts';
import { contrastOnWhite, isColour, READABLE } from '../../lib/contrast';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { FileInput } from '../../ui/file-input';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Failed, Skeleton } from '../../ui/states';
import { Part } from '../account/part';

const LOGO_MAX_BYTES = 512 * 1024;
const OUR_NAME = 'Simpul';
const OUR_COLOUR = '#1f57e7';

export function BrandCard() {
  const { t } = useT();
  const { data, error, reload } = useGet<Brand>(paths.brand);
  const { brand } = t.reports;
  return (
    <Part id="brand" title={brand.title} lead={brand.lead}>
      {error && <Failed error={error} onRetry={reload} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && <BrandForm brand={data} />}
    </Part>
  );
}

function BrandForm({ brand }: { brand: Brand }) {
  const { t } = useT();
  const words = t.reports.brand;
  const form = useForm(
    { name: brand.name, colour: brand.colour },
    ({ colour }) => ({ colour: !colour || isColour(colour) ? undefined : words.colourWrong }),
    async ({ name, colour }) => {
      await put<Brand>(paths.brand, { body: { name: name.trim(), colour } });
      toast('good', words.saved);
      invalidate(paths.brand);
    },
  );
  const { name, colour } = form.values;
  const shown = isColour(colour) ? colour : OUR_COLOUR;
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      {form.failure && <Notice tone="bad" {...form.failure} />}
      <Sample name={name.trim() || OUR_NAME} colour={shown} logo={brand.logo_url} />
      <Field
        label={words.name}
        type="text"
        autocomplete="off"
        hint={words.nameHint}
        {...form.field('name')}
      />
      <div>
        <Field
          label={words.colour}
          type="text"
          autocomplete="off"
          placeholder={OUR_COLOUR}
          {...form.field('colour')}
        >
          <input
            type="color"
            class="colour-pick"
            aria-label={words.colourPick}
            value={shown}
            onInput={(event) => form.set('colour')(event.currentTarget.value)}
          />
        </Field>
        {isColour(colour) && <Contrast colour={colour} />}
      </div>
      <Logo brand={brand} />
      <div class="part-actions">
        <Button type="submit" tone="primary" busy={form.busy}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}

function Contrast({ colour }: { colour: string }) {
  const { t, f } = useT();
  const ratio = contrastOnWhite(colour);
  const good = ratio >= READABLE;
  const { contrastGood, contrastBad } = t.reports.brand;
  return (
    <p class={`contrast ${good ? 'good' : 'bad'}`} role="status">
      <Icon name={good ? 'check' : 'alert'} size={14} />
      {(good ? contrastGood : contrastBad)(f.fixed(ratio, 1))}
    </p>
  );
}

/** Paper is white in every theme. */
function Sample({ name, colour, logo }: { name: string; colour: string; logo: string | null }) {
  const { t } = useT();
  return (
    <div class="brand-sample" role="img" aria-label={t.reports.brand.sample}>
      <i style={{ background: colour }} />
      <div>
        <strong style={{ color: colour }}>{t.reports.brand.sampleTitle}</strong>
        <span>@dapurnusantara.id</span>
      </div>
      {logo ? <img src={logo} alt="" /> : <b>{name}</b>}
    </div>
  );
}

function Logo({ brand }: { brand: Brand }) {
  const { t } = useT();
  const words = t.reports.brand;
  const chooser = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  const doing = async (deed: () => Promise<void>, done: string) => {
    setBusy(true);
    setProblem('');
    try {
      await deed();
      toast('good', done);
      invalidate(paths.brand);
    } catch (error) {
      setProblem(errorText(t, error).message);
    }
    setBusy(false);
  };
  const upload = (file: File | undefined) => {
    if (!file) return;
    if (file.size > LOGO_MAX_BYTES) return setProblem(words.logoTooLarge);
    const body = new FormData();
    body.set('logo', file);
    void doing(async () => void (await put(paths.brandLogo, { body })), words.logoSaved);
  };
  return (
    <div class="photo-row">
      <span class="logo-frame">
        {brand.logo_url ? <img src={brand.logo_url} alt={words.logo} /> : <Icon name="image" />}
      </span>
      <FileInput
        input={chooser}
        name="logo"
        accept="image/jpeg,image/png"
        label={words.logo}
        onChoose={([file]) => upload(file)}
      />
      <div>
        <div class="logo-deeds">
          <Button icon="image" busy={busy} onClick={() => chooser.current?.click()}>
            {words.logoChange}
          </Button>
          {brand.logo_url && (
            <Button
              tone="quiet"
              icon="trash"
              label={words.logoRemove}
              onClick={() => void doing(() => remove(paths.brandLogo), words.logoRemoved)}
            />
          )}
        </div>
        <p class={problem ? 'field-error' : 'field-note'} role={problem ? 'alert' : undefined}>
          {problem || words.logoHint}
        </p>
      </div>
    </div>
  );
}
