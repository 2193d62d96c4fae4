import { formatDate } from '#kernel/time';
import { Button, Details, Field, Hidden, Layout, LinkButton, Notice, PageHead, QrCode, useFrame, useWords } from '#platform/ui';
import type { ReceiptState } from '../receipts.ts';
import { words } from './words.ts';

/** One receipt: recorded, counted with its proof, erased or unknown; and the form to look at another. */
export function ReceiptPage({ code, receipt, address }: { code: string; receipt?: ReceiptState | undefined; address: string }) {
  const t = useWords(words);
  return (
    <Layout title={t('receiptTitle')}>
      <PageHead title={t('receiptTitle')} lead={t('receiptLead')} />
      {receipt ? <Outcome code={code} receipt={receipt} /> : null}
      {receipt && receipt.state !== 'unknown' ? <figure class="receipt-qr"><QrCode text={address} label={t('receiptQr')} /><figcaption class="quiet">{t('receiptQr')}</figcaption></figure> : null}
      <form method="get" action="/struk">
        <Field name="kode" label={t('code')} hint="K7Q2-M4XN-9TPA-RW3D" state={{ values: { kode: code } }} required autocomplete="off" />
        <Button>{t('check')}</Button>
      </form>
    </Layout>
  );
}

function Outcome({ code, receipt }: { code: string; receipt: ReceiptState }) {
  const { locale } = useFrame();
  const t = useWords(words);
  switch (receipt.state) {
    case 'unknown': return <Notice kind="attention" title={t('unknown')}>{t('unknownWhy')}</Notice>;
    case 'recorded': return <Notice kind="waiting" title={t('recorded')}>{t('recordedWhy')}</Notice>;
    case 'erased': return <Notice title={t('erased')}>{t('erasedWhy')}</Notice>;
    case 'closed': {
      const facts = { day: formatDate(Temporal.PlainDate.from(receipt.day), locale), service: receipt.service, count: receipt.count, number: receipt.ordinal + 1 };
      return (
        <>
          <Notice kind="done" title={t('counted')}><p>{t('countedWhy', facts)}</p>{receipt.file ? null : <p>{t('pending')}</p>}</Notice>
          {receipt.file ? <div class="actions"><LinkButton kind="lesser" href={`/struk/bukti?kode=${encodeURIComponent(code)}`}>{t('download')}</LinkButton> <LinkButton kind="lesser" href="/log/pemeriksa">{t('checker')}</LinkButton></div> : null}
          <p class="quiet">{t('downloadWhy')}</p>
          <Details summary={t('forget')}>
            <p>{t('forgetWhy')}</p>
            <form method="post" action="/struk/hapus"><Hidden name="kode" value={code} /><div class="actions"><Button kind="lesser">{t('forget')}</Button></div></form>
          </Details>
        </>
      );
    }
  }
}
